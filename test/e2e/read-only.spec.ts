import { expect, test } from './support/pestle-test';
import { serverProfiles } from './support/profiles';

test.describe('a read-only connection', () => {
  test('lets no key through, not even from a page that ignores the rule', async ({
    pestle,
    servers,
    newMarker,
  }) => {
    const { ssh, vnc } = serverProfiles(servers);
    await pestle.createProfile({ ...vnc, name: 'Watch only', choices: { 'View only': 'On' } });
    await pestle.createProfile({ ...ssh, name: 'Worker' });
    await pestle.openLive('Watch only');
    const { id, epoch } = await pestle.session('Watch only');

    const forbidden = newMarker();
    await pestle.clickTerminal('Watch only');
    await pestle.typeLine('Watch only', forbidden.command);
    await pestle.page.evaluate(
      ([sessionId, current, text]) => {
        for (const letter of [...Array.from(text, (each) => each.charCodeAt(0)), 0xff0d]) {
          const keysym = String(letter);
          for (const pressed of ['1', '0']) {
            const key = `3.key,${keysym.length}.${keysym},1.${pressed};`;
            window.pestle.session.input(sessionId, current, key);
          }
        }
      },
      [id, epoch, forbidden.command] as const,
    );

    // Another session's round trip through the same engine is the proof that there was time enough.
    const allowed = newMarker();
    await pestle.openLive('Worker');
    await pestle.expectBlocksOnCommand('Worker');
    await pestle.typeLine('Worker', allowed.command);
    await allowed.expectMade();
    expect(forbidden.exists).toBe(false);
    await pestle.expectPhase('Watch only', 'live');
  });
});
