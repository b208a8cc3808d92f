import type { Protocol } from '../protocol';

/** How a parameter's value is edited and checked. The value itself always travels as a string. */
export type ParameterKind =
  'text' | 'integer' | 'boolean' | 'enum' | 'password' | 'multiline' | 'private-key' | 'certificate';

/**
 * One connection parameter of one protocol: what guacd calls it and what a person needs to know to set it.
 * An empty or absent value always means guacd's own default.
 */
export type ParameterDescriptor = {
  /** guacd's name, as it appears in its `args` instruction. */
  name: string;
  label: string;
  help: string;
  kind: ParameterKind;
  /** Key of the group it is shown in, see `PARAMETER_GROUPS`. */
  group: string;
  /** guacd's default in words or digits, shown as the placeholder; null when there is none. */
  defaultValue: string | null;
  /** Kept only in main's secret store, never in the profile and never sent back to a window. */
  secret: boolean;
  required: boolean;
  /** Among the few fields shown before any group is opened. */
  essential: boolean;
  /** Bounds of an integer, both included; null when there is none. */
  min: number | null;
  max: number | null;
  /** Allowed values of an `enum`, with their labels; suggestions for other kinds. Empty when free. */
  options: readonly { value: string; label: string }[];
  /** First guacd release that knows it, or null when every supported one does. */
  since: string | null;
};

/** A named group of parameters, in the order the editor shows them. */
export type ParameterGroup = { key: string; label: string };

/** Every parameter of a protocol, in the order the editor shows them. */
export type ParameterCatalogue = Readonly<Record<Protocol, readonly ParameterDescriptor[]>>;
