import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LiveSessions } from '../../support/live-sessions';
import { hasTestServers, readTestServers, type TestServers } from '../../support/servers';
import { waitFor } from '../../support/wait-for';

describe.skipIf(!hasTestServers())('sessions with a real guacd and real servers', () => {
  let servers: TestServers;
  let sessions: LiveSessions;
  let ssh: Record<string, string>;

  beforeEach(() => {
    servers = readTestServers();
    const { host, ports, username, password } = servers;
    sessions = new LiveSessions({ host, port: ports.guacd });
    ssh = { hostname: host, port: String(ports.ssh), username, password };
  });

  afterEach(async () => {
    await sessions.manager.disposeAll();
  });

  /** Sets the title of the terminal, which guacd tells with `name`: proof that the shell has run a command. */
  const setTitle = (title: string): string => `printf '\\033]0;${title}\\007'`;

  it('type into a shell and see what it does, and end with it', async () => {
    const { id, page } = sessions.open('ssh', ssh);
    await sessions.reach(id, 'live');
    page.type(setTitle('pestle-$((20+3))').replaceAll("'", '"'));
    await page.waitForInstruction('name', 'pestle-23');
    page.type('exit');
    await sessions.reach(id, 'closed');
  });

  it('keep working while another one floods its page', async () => {
    const flood = sessions.open('ssh', ssh);
    const calm = sessions.open('ssh', ssh);
    await sessions.reach(flood.id, 'live');
    await sessions.reach(calm.id, 'live');
    flood.page.type('while :; do seq 1 100000; done');
    await waitFor('the flood', () => flood.page.bytes > 200_000, { deadlineMs: 20_000 });
    flood.page.isHung = true;
    const titles = Array.from({ length: 5 }, (_, index) => `calm-${index}`);
    for (const title of titles) {
      calm.page.type(setTitle(title));
      await calm.page.waitForInstruction('name', title);
    }
    expect(sessions.stateOf(flood.id).phase).toBe('live');
  });

  it('fail one by one: a wrong password leaves the other alone, and is asked for next time', async () => {
    const calm = sessions.open('ssh', ssh);
    const wrong = sessions.open('ssh', { ...ssh, password: 'not-this-one' });
    const { problem } = await sessions.reach(wrong.id, 'failed');
    expect(problem?.code).toBe('CLIENT_UNAUTHORIZED');
    await sessions.reach(calm.id, 'live');
    sessions.manager.reconnect(wrong.id, wrong.page, { width: 800, height: 600, dpi: 96 });
    await waitFor('the prompt', () => sessions.stateOf(wrong.id).prompt);
    sessions.manager.answerPrompt(wrong.id, { password: servers.password }, false);
    await sessions.reach(wrong.id, 'live');
  });

  it('fail at once when the remote computer refuses the connection', async () => {
    const { id } = sessions.open('ssh', { ...ssh, port: '1' });
    const { problem } = await sessions.reach(id, 'failed');
    expect(['UPSTREAM_NOT_FOUND', 'UPSTREAM_ERROR', 'SERVER_ERROR']).toContain(problem?.code);
  });

  it('go on in the same shell after the page was reloaded', async () => {
    const { id, page } = sessions.open('ssh', ssh);
    await sessions.reach(id, 'live');
    page.type('word=kept');
    page.type(setTitle('before'));
    await page.waitForInstruction('name', 'before');
    page.leave();
    const next = sessions.show(id);
    await next.waitForInstruction('sync');
    await sessions.reach(id, 'live');
    expect(sessions.stateOf(id).epoch).toBe(2);
    next.type(setTitle('$word-still').replaceAll("'", '"'));
    await next.waitForInstruction('name', 'kept-still');
  });

  it('are asked by guacd for the password of VNC, and answer it', async () => {
    const { id, page } = sessions.open('vnc', { hostname: servers.host, port: String(servers.ports.vnc) });
    const prompt = await waitFor('the prompt', () => sessions.stateOf(id).prompt);
    expect(prompt.reason).toBe('required');
    expect(prompt.names).toContain('password');
    sessions.manager.answerPrompt(id, { password: servers.vncPassword }, false);
    await sessions.reach(id, 'live');
    await page.waitForInstruction('size', '0');
  });

  it('bring the clipboard of this computer into the remote one', async () => {
    const { id, page } = sessions.open('ssh', ssh);
    await sessions.reach(id, 'live');
    sessions.clipboardText = setTitle('from-clipboard');
    expect(await sessions.manager.sendClipboard(id)).toBe(true);
    // The terminal of guacd pastes with the right or the middle button.
    page.input(page.epoch, '5.mouse,2.10,2.10,1.2;5.mouse,2.10,2.10,1.0;');
    page.type('');
    await page.waitForInstruction('name', 'from-clipboard');
  });
});
