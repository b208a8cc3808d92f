/** The values of `connect`, in guacd's order, and what could not be placed. */
export type ConnectArguments = {
  values: string[];
  /** Names with a value that this guacd did not ask for, in the order given. */
  unknown: string[];
};

/**
 * Puts parameters in the order in which `args` names them. A name without a value is sent empty, which means
 * guacd's default; a name that occurs twice gets the value twice.
 */
export function connectArguments(
  names: readonly string[],
  parameters: Readonly<Record<string, string>>,
): ConnectArguments {
  const given = new Map(Object.entries(parameters));
  const known = new Set(names);
  return {
    values: names.map((name) => given.get(name) ?? ''),
    unknown: [...given].filter(([name, value]) => value !== '' && !known.has(name)).map(([name]) => name),
  };
}
