import { PARAMETER_CATALOGUE } from '../../shared/model/parameters/catalogue';
import type { ParameterDescriptor } from '../../shared/model/parameters/descriptor';
import { PARAMETER_GROUPS } from '../../shared/model/parameters/groups';
import type { Protocol } from '../../shared/model/protocol';

/** Parameters as the editor lays them out. */
export type ParameterSection = {
  key: string;
  label: string;
  parameters: readonly ParameterDescriptor[];
};

/**
 * The fields most people need, then every other parameter in its group, both in the order of the catalogue.
 * With a filter only the parameters stay of which every word of it is found in the label, guacd's name, the help
 * or the name of the group; sections without any are left out.
 */
export function parameterSections(
  protocol: Protocol,
  filter = '',
): { essentials: readonly ParameterDescriptor[]; groups: readonly ParameterSection[] } {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const groupLabels = new Map(PARAMETER_GROUPS[protocol].map(({ key, label }) => [key, label]));
  const found = PARAMETER_CATALOGUE[protocol].filter((descriptor) => {
    const text = [descriptor.label, descriptor.name, descriptor.help, groupLabels.get(descriptor.group) ?? '']
      .join('\n')
      .toLowerCase();
    return words.every((word) => text.includes(word));
  });
  return {
    essentials: found.filter((descriptor) => descriptor.essential),
    groups: PARAMETER_GROUPS[protocol]
      .map(({ key, label }) => ({
        key,
        label,
        parameters: found.filter((descriptor) => descriptor.group === key && !descriptor.essential),
      }))
      .filter((section) => section.parameters.length > 0),
  };
}
