import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FOLDERS_DOCUMENT } from '../../../../src/main/folders/folders-document';
import { PROFILES_DOCUMENT } from '../../../../src/main/profiles/profiles-document';
import { SECRETS_DOCUMENT } from '../../../../src/main/secrets/secrets-document';
import { SETTINGS_DOCUMENT } from '../../../../src/main/settings/settings-document';
import { currentVersion, type DocumentSpec, readDocument } from '../../../../src/main/storage/document-spec';

const FOLDER = join(import.meta.dirname, '../../../fixtures/stores');
const SPECS: readonly DocumentSpec<unknown>[] = [
  PROFILES_DOCUMENT,
  SETTINGS_DOCUMENT,
  SECRETS_DOCUMENT,
  FOLDERS_DOCUMENT,
];

describe.each(SPECS)('the document $name', (spec) => {
  const files = readdirSync(FOLDER).filter((file) => file.startsWith(`${spec.name}.v`));

  it('has a sample of every version up to the current one', () => {
    const versions = Array.from(
      { length: currentVersion(spec) },
      (_, index) => `${spec.name}.v${index + 1}.json`,
    );
    expect(files.sort()).toEqual(versions);
  });

  it.each(files)('S5: reads %s', (file) => {
    expect(readDocument(spec, readFileSync(join(FOLDER, file)))).toMatchObject({ kind: 'good' });
  });

  it('loses nothing of the current version', () => {
    const bytes = readFileSync(join(FOLDER, `${spec.name}.v${currentVersion(spec)}.json`));
    const { data } = JSON.parse(bytes.toString()) as { data: unknown };
    expect(readDocument(spec, bytes)).toMatchObject({ value: data });
  });
});
