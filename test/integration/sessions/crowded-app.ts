import { LiveSessions } from '../../support/live-sessions';

/**
 * A small app with live sessions to a guacd: `<port> <sessions>`. It opens as many as it is told, waits until each is
 * live or has failed, ends one that is live, opens one more, and writes what became of them as one line of JSON.
 */
const [, , port = '', wanted = ''] = process.argv;

type Report = { phases: Record<string, number>; codes: string[]; text: string | null; afterOneEnded: string };

const sessions = new LiveSessions({ host: '127.0.0.1', port: Number(port) });
const parameters = { hostname: 'host', port: '22', username: 'ann', password: 'x' };

async function settle(id: string): Promise<string> {
  for (;;) {
    const { phase } = sessions.stateOf(id);
    if (phase === 'live' || phase === 'failed' || phase === 'reconnecting') return phase;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

async function run(): Promise<Report> {
  const ids = Array.from({ length: Number(wanted) }, () => sessions.open('ssh', parameters).id);
  const phases: Record<string, number> = {};
  for (const id of ids) {
    const phase = await settle(id);
    phases[phase] = (phases[phase] ?? 0) + 1;
  }
  const problems = ids.flatMap((id) => sessions.stateOf(id).problem ?? []);
  const live = ids.filter((id) => sessions.stateOf(id).phase === 'live');
  for (const id of ids.filter((id) => !live.includes(id))) await sessions.manager.close(id);
  await sessions.manager.close(live[0] ?? '');
  const { id } = sessions.open('ssh', parameters);
  return {
    phases,
    codes: [...new Set(problems.map(({ code }) => code))],
    text: problems[0]?.message ?? null,
    afterOneEnded: await settle(id),
  };
}

process.stdout.write(`${JSON.stringify(await run())}\n`);
process.exit();
