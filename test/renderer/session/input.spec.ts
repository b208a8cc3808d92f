import { expect } from '@playwright/test';
import { SESSION_ID, test } from './session-page';

const CTRL = 0xffe3;
const SHIFT = 0xffe1;
const ALT = 0xffe9;

test.describe('keyboard', () => {
  test.beforeEach(async ({ session }) => {
    await session.openWithPicture();
    await expect(session.page.getByRole('textbox', { name: 'Keyboard of build server' })).toBeFocused();
  });

  test('sends keys as keysyms, pressed as 1 and released as 0', async ({ session }) => {
    await session.page.keyboard.press('a');
    await session.page.keyboard.press('Enter');
    expect(await session.sent('key')).toEqual(['key 97 1', 'key 97 0', 'key 65293 1', 'key 65293 0']);
  });

  test('sends what browsers keep for themselves: Ctrl+W, Ctrl+T, Ctrl+N, Tab, F5, Alt', async ({
    session,
  }) => {
    for (const chord of ['Control+w', 'Control+t', 'Control+n', 'Tab', 'F5', 'Alt']) {
      await session.page.keyboard.press(chord);
    }
    const pressed = (await session.sent('key')).filter((key) => key.endsWith(' 1'));
    const expected = [CTRL, 0x77, CTRL, 0x74, CTRL, 0x6e, 0xff09, 0xffc2, ALT];
    expect(pressed).toEqual(expected.map((keysym) => `key ${keysym} 1`));
    await expect(session.page.getByRole('textbox')).toBeFocused();
  });

  test('leaves the shortcuts of the app alone and releases what was down', async ({ session }) => {
    await session.page.keyboard.press('Control+Shift+W');
    const keys = await session.sent('key');
    expect(keys.slice(0, 2)).toEqual([`key ${CTRL} 1`, `key ${SHIFT} 1`]);
    expect(keys.slice(2).sort()).toEqual([`key ${SHIFT} 0`, `key ${CTRL} 0`]);
  });

  test('presses a modifier again that is still held after a shortcut of the app', async ({
    page,
    session,
  }) => {
    await page.keyboard.down('Control');
    await page.keyboard.press('Shift+W');
    await page.keyboard.press('c');
    await page.keyboard.up('Control');
    expect((await session.sent('key')).slice(4)).toEqual([
      `key ${CTRL} 1`,
      'key 99 1',
      'key 99 0',
      `key ${CTRL} 0`,
    ]);
  });

  test('sends Ctrl+Alt+Del for Ctrl+Alt+End', async ({ session }) => {
    await session.page.keyboard.press('Control+Alt+End');
    const keys = await session.sent('key');
    expect(keys.slice(-6)).toEqual([
      `key ${CTRL} 1`,
      `key ${ALT} 1`,
      'key 65535 1',
      'key 65535 0',
      `key ${ALT} 0`,
      `key ${CTRL} 0`,
    ]);
    expect(keys.some((key) => key.startsWith('key 65367'))).toBe(false);
  });

  test('presses a combination that the shell asks for', async ({ session }) => {
    await session.page.evaluate((id) => window.harness.sendKeys(id, [0xffe3, 0xffbe]), SESSION_ID);
    expect(await session.sent('key')).toEqual([
      `key ${CTRL} 1`,
      'key 65470 1',
      'key 65470 0',
      `key ${CTRL} 0`,
    ]);
  });

  test('sends the repetitions of a held key once, not once more for those of the system', async ({
    page,
    session,
  }) => {
    await page.keyboard.down('x');
    for (let i = 0; i < 5; i++) await page.keyboard.down('x');
    expect(await session.sent('key')).toEqual(['key 120 1']);
    await page.keyboard.up('x');
    expect(await session.sent('key')).toEqual(['key 120 1', 'key 120 0']);
  });

  test('releases every key when the window loses the focus', async ({ page, session }) => {
    await page.keyboard.down('Shift');
    await page.keyboard.down('Control');
    await page.evaluate(() => window.dispatchEvent(new Event('blur')));
    expect((await session.sent('key')).slice(-2).sort()).toEqual([`key ${SHIFT} 0`, `key ${CTRL} 0`].sort());
  });

  test('releases every key when another tab comes to the front', async ({ page, session }) => {
    await page.keyboard.down('Shift');
    await session.show({}, false);
    await expect.poll(() => session.sent('key')).toEqual([`key ${SHIFT} 1`, `key ${SHIFT} 0`]);
  });

  test('types composed text character by character, also beyond U+FFFF', async ({ page, session }) => {
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Input.imeSetComposition', { text: 'に', selectionStart: 1, selectionEnd: 1 });
    expect(await session.sent('key')).toEqual([]);
    await cdp.send('Input.insertText', { text: '日😀é' });
    const keysyms = [0x1000000 + 0x65e5, 0x1000000 + 0x1f600, 0xe9];
    await expect
      .poll(() => session.sent('key'))
      .toEqual(keysyms.flatMap((keysym) => [`key ${keysym} 1`, `key ${keysym} 0`]));
    await expect(page.getByRole('textbox')).toHaveValue('');
  });

  test('sends the Windows key as Super', async ({ page, session }) => {
    await page.keyboard.press('Meta+r');
    expect((await session.sent('key'))[0]).toBe('key 65515 1');
  });

  test('is not the session’s while something else has the focus', async ({ page, session }) => {
    await session.show({ phase: 'failed' });
    await expect(page.getByRole('button', { name: 'Reconnect' })).toBeFocused();
    await page.keyboard.press('a');
    expect(await session.sent('key')).toEqual([]);
  });
});

test.describe('read-only sessions', () => {
  test('send no input of any kind', async ({ page, session }) => {
    await session.openWithPicture(200, 100, { readOnly: true });
    await page.keyboard.press('a');
    await page.mouse.click(300, 200);
    await page.mouse.wheel(0, 300);
    expect(await session.sent()).toEqual([]);
  });
});

test.describe('paste', () => {
  test('waits for the clipboard to be handed over and keeps the order of keys', async ({ page, session }) => {
    await session.openWithPicture();
    await expect.poll(async () => (await session.calls('sessions.sendClipboard')).length).toBe(1);
    await page.evaluate(() => window.harness.held.add('sessions.sendClipboard'));
    await page.keyboard.down('Control');
    await page.keyboard.press('v');
    await page.keyboard.up('Control');
    await page.keyboard.press('a');
    expect(await session.sent('key')).toEqual([`key ${CTRL} 1`]);
    expect(await session.calls('sessions.sendClipboard')).toHaveLength(2);

    await page.evaluate(() => window.harness.settle('sessions.sendClipboard'));
    await expect
      .poll(() => session.sent('key'))
      .toEqual([`key ${CTRL} 1`, 'key 118 1', 'key 118 0', `key ${CTRL} 0`, 'key 97 1', 'key 97 0']);
  });

  test('goes on after half a second without an answer', async ({ page, session }) => {
    await session.stopClock();
    await session.openWithPicture();
    await page.evaluate(() => window.harness.held.add('sessions.sendClipboard'));
    await page.keyboard.press('Control+v');
    expect(await session.sent('key')).toEqual([`key ${CTRL} 1`]);
    await page.clock.runFor(500);
    expect(await session.sent('key')).toContain('key 118 1');
  });

  test('goes on when the clipboard cannot be handed over', async ({ page, session }) => {
    await session.openWithPicture();
    await page.evaluate(() => {
      window.harness.answers['sessions.sendClipboard'] = { code: 'INTERNAL', message: 'no', details: {} };
    });
    await page.keyboard.press('Control+v');
    await expect.poll(() => session.sent('key')).toContain('key 118 1');
  });
});

test.describe('local clipboard', () => {
  test('is offered when the session becomes live, is activated, or the window gets the focus', async ({
    page,
    session,
  }) => {
    const offers = async () => (await session.calls('sessions.sendClipboard')).length;
    await session.open({ phase: 'waiting' });
    expect(await offers()).toBe(0);
    await session.show({ phase: 'live' });
    await expect.poll(offers).toBe(1);
    await session.show({}, false);
    await session.show({}, true);
    await expect.poll(offers).toBe(2);
    await page.evaluate(() => window.dispatchEvent(new Event('focus')));
    await expect.poll(offers).toBe(3);
  });
});

test.describe('mouse', () => {
  test('sends positions in remote pixels and the buttons of the protocol', async ({ page, session }) => {
    await session.openWithPicture(200, 100);
    const { x, y } = await session.picture();
    await page.mouse.move(x + 10, y + 20);
    await page.mouse.down();
    await page.mouse.move(x + 30, y + 40);
    await page.mouse.up();
    await page.mouse.click(x + 30, y + 40, { button: 'right' });
    await page.mouse.click(x + 30, y + 40, { button: 'middle' });
    await expect
      .poll(() => session.sent('mouse'))
      .toEqual([
        'mouse 10 20 0',
        'mouse 10 20 1',
        'mouse 30 40 1',
        'mouse 30 40 0',
        'mouse 30 40 4',
        'mouse 30 40 0',
        'mouse 30 40 2',
        'mouse 30 40 0',
      ]);
  });

  test('presses at the position of the press itself', async ({ session }) => {
    await session.openWithPicture(200, 100);
    const { x, y } = await session.picture();
    await session.stage.dispatchEvent('pointerdown', {
      pointerId: 1,
      pointerType: 'mouse',
      button: 0,
      buttons: 1,
      clientX: x + 50,
      clientY: y + 60,
    });
    expect(await session.sent('mouse')).toEqual(['mouse 50 60 1']);
  });

  test('keeps a drag that leaves the picture, at its edge', async ({ page, session }) => {
    await session.openWithPicture(200, 100);
    const { x, y } = await session.picture();
    await page.mouse.move(x + 10, y + 10);
    await page.mouse.down();
    await page.mouse.move(x + 900, y - 50);
    await page.mouse.up();
    expect((await session.sent('mouse')).slice(-2)).toEqual(['mouse 199 0 1', 'mouse 199 0 0']);
  });

  test('turns notches of the wheel into clicks', async ({ page, session }) => {
    await session.openWithPicture(200, 100);
    const { x, y } = await session.picture();
    await page.mouse.move(x + 1, y + 2);
    await page.mouse.wheel(0, -120);
    await expect.poll(() => session.sent('mouse')).toContain('mouse 1 2 8');
    await page.mouse.wheel(0, 240);
    await expect.poll(() => session.sent('mouse')).toContain('mouse 1 2 16');
  });

  test('releases the buttons when the window loses the focus', async ({ page, session }) => {
    await session.openWithPicture(200, 100);
    const { x, y } = await session.picture();
    await page.mouse.move(x + 5, y + 5);
    await page.mouse.down();
    await page.evaluate(() => window.dispatchEvent(new Event('blur')));
    expect((await session.sent('mouse')).at(-1)).toBe('mouse 5 5 0');
  });

  test('gives the keyboard to the session with a click', async ({ page, session }) => {
    await session.openWithPicture(200, 100);
    await page.evaluate(() => {
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    });
    const { x, y } = await session.picture();
    await page.mouse.click(x + 5, y + 5);
    await page.keyboard.press('a');
    expect(await session.sent('key')).toEqual(['key 97 1', 'key 97 0']);
  });
});

test.describe('touch', () => {
  test.use({ hasTouch: true });

  test('clicks where a finger taps', async ({ page, session }) => {
    await session.openWithPicture(200, 100);
    const { x, y } = await session.picture();
    await page.touchscreen.tap(x + 70, y + 80);
    await expect
      .poll(() => session.sent('mouse'))
      .toEqual(['mouse 70 80 0', 'mouse 70 80 1', 'mouse 70 80 0']);
  });
});

test.describe('on a dense screen', () => {
  test.use({ deviceScaleFactor: 2, viewport: { width: 800, height: 600 } });

  test('the mouse is in device pixels', async ({ page, session }) => {
    await session.openWithPicture(1600, 1200);
    const { x, y, width } = await session.picture();
    expect(width).toBe(800);
    await page.mouse.move(x + 100, y + 50);
    await expect.poll(() => session.sent('mouse')).toEqual(['mouse 200 100 0']);
  });

  test('the pointer is as large as the picture shows it', async ({ session }) => {
    await session.openWithPicture(1600, 1200);
    await session.feed(
      ['rect', -1, 0, 0, 64, 64],
      ['cfill', 14, -1, 255, 0, 0, 255],
      ['cursor', 32, 16, -1, 0, 0, 64, 64],
      ['sync', 2],
    );
    await expect(session.stage).toHaveCSS('cursor', /2(x|dppx)\).* 16 8, default/);
  });
});
