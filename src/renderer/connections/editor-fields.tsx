import { useState } from 'react';
import type { AppInfo } from '../../shared/model/app-info';
import type { EngineState } from '../../shared/model/engine';
import type { ParameterDescriptor } from '../../shared/model/parameters/descriptor';
import type { FieldProblems } from '../../shared/model/profile-validation';
import { PROTOCOL_LABELS, PROTOCOLS } from '../../shared/model/protocol';
import { Banner } from '../ui/banner';
import { ProtocolGlyph } from '../ui/protocol-glyph';
import { SegmentedControl } from '../ui/segmented-control';
import { TextField } from '../ui/text-field';
import styles from './connection-editor.module.css';
import {
  effectiveName,
  isSet,
  unknownNames,
  withProtocol,
  withValue,
  type EditorDraft,
} from './editor-model';
import { edit } from './editor-store';
import { ParameterField } from './parameter-field';
import { ParameterGroup } from './parameter-group';
import { parameterSections } from './parameter-groups';
import { useEngineParameters } from './use-engine-parameters';

export type EditorFieldsProps = {
  draft: EditorDraft;
  original: EditorDraft;
  filter: string;
  /** What to show as wrong, by field name. */
  problems: FieldProblems;
  engine: EngineState | null;
  secretStorage: AppInfo['secretStorage'] | undefined;
  onLeave: (name: string) => void;
};

/** The fields of the editor: name and protocol, the essentials, then every other parameter in groups. */
export function EditorFields({
  draft,
  original,
  filter,
  problems,
  engine,
  secretStorage,
  onLeave,
}: EditorFieldsProps) {
  const [openGroups, setOpenGroups] = useState<ReadonlySet<string>>(new Set());
  const knowledge = useEngineParameters(draft.protocol, engine);
  const { essentials, groups } = parameterSections(draft.protocol, filter);
  const isFiltered = filter.trim() !== '';
  const others = unknownNames(draft, original);

  const fieldOf = (descriptor: ParameterDescriptor) => (
    <ParameterField
      key={descriptor.name}
      descriptor={descriptor}
      draft={draft}
      error={problems[descriptor.name]}
      unknownMark={
        knowledge.kind === 'known' && !knowledge.names.has(descriptor.name)
          ? `Not in ${engine?.version ? `guacd ${engine.version}` : 'this engine'}`
          : null
      }
      onLeave={onLeave}
    />
  );

  return (
    <div className={styles.scroll}>
      <div className={styles.column}>
        {isFiltered ? null : (
          <section className={styles.section}>
            <TextField
              label="Name"
              layout="row"
              name="name"
              value={draft.name}
              placeholder={effectiveName({ ...draft, name: '' }) || 'What to call it in the list'}
              error={problems.name}
              autoFocus
              onChange={(name) => edit((present) => ({ ...present, name }))}
              onBlur={() => onLeave('name')}
            />
            <div className={styles.protocolRow}>
              <span className={styles.protocolLabel} aria-hidden="true">
                Protocol
              </span>
              <SegmentedControl
                label="Protocol"
                value={draft.protocol}
                options={PROTOCOLS.map((protocol) => ({
                  value: protocol,
                  label: PROTOCOL_LABELS[protocol],
                  icon: <ProtocolGlyph protocol={protocol} />,
                }))}
                onChange={(protocol) => edit((present) => withProtocol(present, protocol))}
              />
            </div>
          </section>
        )}
        {knowledge.kind === 'no-plug-in' ? (
          <Banner tone="warning">
            {`The engine in use has no plug-in for ${PROTOCOL_LABELS[draft.protocol]}, so this connection cannot be opened with it. It can still be saved.`}
          </Banner>
        ) : null}
        {essentials.length > 0 ? (
          <section className={styles.section}>
            {essentials.map(fieldOf)}
            {secretStorage === 'memory' && !isFiltered ? (
              <p className={styles.note}>
                This computer offers no keyring, so passwords are kept only until Pestle is closed.
              </p>
            ) : null}
          </section>
        ) : null}
        {groups.length > 0 ? (
          <section className={styles.groups} aria-label="All other parameters">
            {groups.map(({ key, label, parameters }) => (
              <ParameterGroup
                key={key}
                label={label}
                setCount={parameters.filter((descriptor) => isSet(draft, descriptor)).length}
                problemCount={parameters.filter(({ name }) => name in problems).length}
                isOpen={isFiltered || openGroups.has(key) || parameters.some(({ name }) => name in problems)}
                onToggle={(isOpen) => {
                  if (!isFiltered) setOpenGroups(toggled(openGroups, key, isOpen));
                }}
              >
                {parameters.map(fieldOf)}
              </ParameterGroup>
            ))}
          </section>
        ) : null}
        {others.length > 0 && !isFiltered ? (
          <OtherValues names={others} draft={draft} problems={problems} onLeave={onLeave} />
        ) : null}
        {isFiltered && essentials.length + groups.length === 0 ? (
          <p
            className={styles.nothing}
          >{`No parameter of ${PROTOCOL_LABELS[draft.protocol]} matches “${filter.trim()}”.`}</p>
        ) : null}
      </div>
    </div>
  );
}

/** Values that Pestle's catalogue does not know: kept, and editable by guacd's name. */
function OtherValues({
  names,
  draft,
  problems,
  onLeave,
}: Pick<EditorFieldsProps, 'draft' | 'problems' | 'onLeave'> & { names: readonly string[] }) {
  return (
    <section className={styles.section}>
      <p className={styles.note}>These values are kept although Pestle does not know what they mean.</p>
      {names.map((name) => (
        <TextField
          key={name}
          layout="row"
          label={name}
          value={draft.values[name] ?? ''}
          error={problems[name]}
          onChange={(value) => edit((present) => withValue(present, name, value))}
          onBlur={() => onLeave(name)}
        />
      ))}
    </section>
  );
}

function toggled(before: ReadonlySet<string>, key: string, isOn: boolean): ReadonlySet<string> {
  if (before.has(key) === isOn) return before;
  return new Set(isOn ? [...before, key] : [...before].filter((other) => other !== key));
}
