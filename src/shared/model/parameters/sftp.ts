import type { ParameterDescriptor } from './descriptor';
import { field, inGroup } from './field';
import { otherPortField } from './network';

/** Limits on file transfer, wherever it goes over SFTP. */
export const SFTP_LIMIT_FIELDS = [
  field.text(
    'sftp-root-directory',
    'Top folder',
    'Folder on the server that is shown as the top of the file system.',
    { defaultValue: '/' },
  ),
  field.boolean('sftp-disable-download', 'Block downloads', 'Files cannot be fetched from the server.', {
    since: '1.2.0',
  }),
  field.boolean('sftp-disable-upload', 'Block uploads', 'Files cannot be sent to the server.', {
    since: '1.2.0',
  }),
];

/**
 * File transfer over an SSH connection of its own, beside a desktop session. The texts say what a blank host or
 * user name means, because that differs between protocols.
 */
export function sftpParameters(blank: { userName: string | null }): readonly ParameterDescriptor[] {
  return inGroup(
    'sftp',
    field.boolean('enable-sftp', 'Transfer files', 'Offer file transfer through a separate SSH connection.'),
    field.text('sftp-hostname', 'Host', 'Name or address of the SSH server that holds the files.', {
      defaultValue: 'the host of the connection',
    }),
    otherPortField('sftp-port', 'Port', 'TCP port of that SSH server.', '22'),
    field.integer('sftp-timeout', 'Connection timeout', 'Seconds the engine waits for that SSH server.', {
      defaultValue: '10',
      min: 1,
      since: '1.6.0',
    }),
    field.text('sftp-username', 'User name', 'Name to log in with for file transfer.', {
      defaultValue: blank.userName,
    }),
    field.password('sftp-password', 'Password', 'Password for file transfer, when no private key is used.'),
    field.privateKey(
      'sftp-private-key',
      'Private key',
      'Text of the private key to log in with for file transfer.',
    ),
    field.password('sftp-passphrase', 'Passphrase', 'Passphrase that unlocks this private key.'),
    field.multiline(
      'sftp-public-key',
      'Public key',
      'Public key or SSH certificate that belongs to the private key.',
      {
        since: '1.6.0',
      },
    ),
    field.text(
      'sftp-host-key',
      'Host key',
      'Known key of that SSH server, as a known_hosts line. When blank, the server is not checked unless the ' +
        "engine's computer has a known-hosts file.",
    ),
    field.text(
      'sftp-directory',
      'Upload folder',
      'Folder on the server that receives files dropped on the session.',
    ),
    ...SFTP_LIMIT_FIELDS,
    field.integer(
      'sftp-server-alive-interval',
      'Keep-alive interval',
      'Seconds between keep-alive messages on the file-transfer connection. 0 sends none.',
      { defaultValue: '0' },
    ),
  );
}
