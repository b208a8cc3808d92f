import { expect, type Locator, type Page } from '@playwright/test';
import { PNG } from 'pngjs';
import type { EngineState } from '../../../src/shared/model/engine';
import type { SessionPhase, SessionState } from '../../../src/shared/model/session-state';

export type ProfileFields = {
  name: string;
  protocol: 'SSH' | 'VNC' | 'RDP' | 'Telnet' | 'Kubernetes';
  /** Values by field label, as a person types them. */
  fields: Record<string, string>;
  /** Values by field label of fields that are chosen from a list. */
  choices?: Record<string, string>;
};

export type Colour = readonly [red: number, green: number, blue: number];

/** The 256-colour palette entries that every terminal here paints in exactly these colours. */
export const TERMINAL_BLOCKS: readonly { code: number; colour: Colour }[] = [
  { code: 196, colour: [255, 0, 0] },
  { code: 46, colour: [0, 255, 0] },
  { code: 21, colour: [0, 0, 255] },
];

/** In which guacd's terminal paints the prompt of the ssh and telnet servers. */
const PROMPT_GREEN: Colour = [0x3e, 0x99, 0x3e];

/** A shell command that prints three wide blocks, one of each colour of {@link TERMINAL_BLOCKS}. */
export const PRINT_BLOCKS = `clear; for c in ${TERMINAL_BLOCKS.map((block) => block.code).join(' ')}; do printf '\\033[48;5;%sm%40s\\033[0m\\n' $c ''; done`;

/** Drives the app's window as a person does: by role and name, by keyboard and mouse. */
export class PestleWindow {
  constructor(readonly page: Page) {}

  tab(name: string): Locator {
    return this.page.getByRole('tab', { name, exact: false });
  }

  display(name: string): Locator {
    return this.page.getByRole('application', { name: `Remote display of ${name}` });
  }

  async createProfile(profile: ProfileFields): Promise<void> {
    await this.page.getByRole('tab', { name: 'Connections' }).click();
    await this.page.getByRole('button', { name: 'New connection' }).first().click();
    const form = this.page.getByRole('form', { name: 'Connection' });
    await form.getByRole('textbox', { name: 'Name', exact: true }).fill(profile.name);
    await form.getByRole('radio', { name: profile.protocol }).check({ force: true });
    for (const [label, value] of Object.entries(profile.fields)) {
      await form.getByLabel(label, { exact: true }).first().fill(value);
    }
    for (const [label, value] of Object.entries(profile.choices ?? {})) {
      // Whatever group it is in, the filter brings it up.
      await this.page.getByRole('searchbox', { name: 'Filter parameters' }).fill(label);
      await form.getByLabel(label, { exact: true }).first().selectOption({ label: value });
    }
    await form.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(this.listItem(profile.name)).toBeVisible();
  }

  listItem(name: string): Locator {
    return this.page.getByRole('option', { name }).or(this.page.getByRole('listitem', { name })).first();
  }

  /** Opens a profile from the list by double click. */
  async open(name: string): Promise<void> {
    await this.page.getByRole('tab', { name: 'Connections' }).click();
    await this.listItem(name).dblclick();
    await expect(this.tab(name)).toBeVisible();
  }

  async expectPhase(name: string, phase: SessionPhase, timeoutMs = 30_000): Promise<void> {
    await expect(this.tab(name)).toHaveAttribute('data-phase', phase, { timeout: timeoutMs });
  }

  /** Every phase that main tells of a session while `act` runs, and up to its end. */
  async phasesWhile(name: string, act: () => Promise<void>): Promise<SessionPhase[]> {
    const { id } = await this.session(name);
    const recorded = await this.page.evaluateHandle((sessionId) => {
      const phases: SessionPhase[] = [];
      window.pestle.on('session.changed', (state) => {
        if (state.id === sessionId && phases.at(-1) !== state.phase) phases.push(state.phase);
      });
      return phases;
    }, id);
    await act();
    return recorded.jsonValue();
  }

  /** Waits until the session is in a phase, and tells whether its picture then has a pixel of the colour. */
  hasColourIn(name: string, phase: SessionPhase, colour: Colour): Promise<boolean> {
    return this.display(name).evaluate(
      (display, [awaited, wanted]) => {
        const hasColour = (canvas: HTMLCanvasElement): boolean => {
          const { width, height } = canvas;
          if (width === 0 || height === 0) return false;
          const data = canvas.getContext('2d')?.getImageData(0, 0, width, height).data ?? [];
          for (let at = 0; at < data.length; at += 4) {
            if (wanted.every((value, channel) => Math.abs((data[at + channel] ?? 0) - value) <= 8))
              return true;
          }
          return false;
        };
        return new Promise<boolean>((resolve) => {
          const look = (): void => {
            if (display.getAttribute('data-phase') !== awaited) return;
            observer.disconnect();
            // A picture is made of layers, each with a canvas.
            const layers = () => [
              ...display.querySelectorAll<HTMLCanvasElement>('[data-part="picture"] canvas'),
            ];
            requestAnimationFrame(() => requestAnimationFrame(() => resolve(layers().some(hasColour))));
          };
          const observer = new MutationObserver(look);
          observer.observe(display, { attributeFilter: ['data-phase'] });
          // The phase may have come before this ran.
          look();
        });
      },
      [phase, colour] as const,
    );
  }

  /** Opens a profile and waits until its picture is on screen. */
  async openLive(name: string): Promise<void> {
    await this.open(name);
    await this.expectPhase(name, 'live');
    await expect(this.display(name)).toHaveAttribute('data-picture', 'yes');
  }

  /** Saves a connection as a person does, opens it and waits until its picture is on screen. */
  async createLive(profile: ProfileFields): Promise<void> {
    await this.createProfile(profile);
    await this.openLive(profile.name);
  }

  /** Types into the session whose tab is in front, then Enter. */
  async typeLine(name: string, line: string): Promise<void> {
    await this.display(name).focus();
    await this.page.keyboard.type(line);
    await this.page.keyboard.press('Enter');
  }

  /** The panel of a session's tab: picture, and what lies over it. */
  panel(name: string): Locator {
    return this.page.getByRole('tabpanel', { name });
  }

  /** The form that asks for what a connection has not saved. */
  signIn(name: string): Locator {
    return this.page.getByRole('form', { name: `Sign in to ${name}` });
  }

  async session(name: string): Promise<SessionState> {
    const session = (await this.sessions()).find((each) => each.name === name);
    if (session === undefined) throw new Error(`no session ${name}`);
    return session;
  }

  async engine(): Promise<EngineState> {
    const answer = await this.page.evaluate(() => window.pestle.calls.engine.state());
    if (!answer.ok) throw new Error(answer.error.message);
    return answer.value;
  }

  async expectEngineReady(): Promise<void> {
    await expect.poll(async () => (await this.engine()).phase, { timeout: 15_000 }).toBe('ready');
  }

  /** Waits until the engine runs: before that there is no process. Returns its id. */
  async enginePid(): Promise<number> {
    await this.expectEngineReady();
    const { pid } = await this.engine();
    if (pid === null) throw new Error('the engine is not a child of ours');
    return pid;
  }

  async sessions(): Promise<SessionState[]> {
    const answer = await this.page.evaluate(() => window.pestle.calls.sessions.list());
    if (!answer.ok) throw new Error(answer.error.message);
    return answer.value;
  }

  /** Share of the pixels of the remote picture that have this colour, 0 to 1; RDP may carry it in 16 bits. */
  async shareOf(name: string, colour: Colour): Promise<number> {
    const image = PNG.sync.read(await this.display(name).screenshot());
    let hits = 0;
    for (let at = 0; at < image.data.length; at += 4) {
      const near = colour.every((value, channel) => Math.abs((image.data[at + channel] ?? 0) - value) <= 8);
      if (near) hits += 1;
    }
    return hits / (image.width * image.height);
  }

  /** Waits until at least this share of the remote picture has the colour. */
  async expectColour(name: string, colour: Colour, share: number, timeoutMs = 20_000): Promise<void> {
    await expect.poll(() => this.shareOf(name, colour), { timeout: timeoutMs }).toBeGreaterThan(share);
  }

  /** Waits for the prompt of a terminal: what is typed into a login that is still under way spoils it. */
  async expectPrompt(name: string): Promise<void> {
    await this.expectColour(name, PROMPT_GREEN, 0.00001);
  }

  /**
   * Types the command that prints the colour blocks until all of them show. A login that is still under way throws
   * typed-ahead text away, so it is typed again when nothing came of it.
   */
  async expectBlocksOnCommand(name: string): Promise<void> {
    await expect(async () => {
      await this.typeLine(name, PRINT_BLOCKS);
      for (const { colour } of TERMINAL_BLOCKS) await this.expectColour(name, colour, 0.002, 3_000);
    }).toPass({ timeout: 30_000 });
  }

  async closeTab(name: string): Promise<void> {
    await this.tab(name).click({ button: 'middle' });
    await expect(this.tab(name)).toHaveCount(0);
  }

  /** Clicks into the terminal of the remote desktop, which takes the keyboard from then on. */
  async clickTerminal(name: string): Promise<void> {
    const box = await this.boxOf(name);
    // The terminal lies at the upper left of the desktop, 20 by 40 pixels from its corner.
    await this.page.mouse.click(box.x + box.width * 0.2, box.y + box.height * 0.25);
  }

  /** Selects the first row of a terminal by dragging over it. */
  async selectFirstRow(name: string): Promise<void> {
    const box = await this.boxOf(name);
    await this.page.mouse.move(box.x + 4, box.y + 10);
    await this.page.mouse.down();
    await this.page.mouse.move(box.x + box.width / 2, box.y + 10, { steps: 8 });
    await this.page.mouse.up();
  }

  private async boxOf(name: string): Promise<{ x: number; y: number; width: number; height: number }> {
    const box = await this.display(name).boundingBox();
    if (box === null) throw new Error(`${name} has no display on screen`);
    return box;
  }

  /** The button of a page that is open closes it. */
  private async showEnginePage(): Promise<void> {
    const heading = this.page.getByRole('heading', { name: 'Engine', exact: true });
    if (!(await heading.isVisible()))
      await this.page.getByRole('button', { name: 'Engine', exact: true }).click();
    await expect(heading).toBeVisible();
  }

  async chooseEngineProgram(path: string): Promise<void> {
    await this.showEnginePage();
    await this.page.getByRole('radio', { name: /program/i }).check();
    await this.page.getByLabel('Path').fill(path);
    await this.page.getByRole('button', { name: 'Use this engine' }).click();
    await expect.poll(async () => (await this.engine()).phase).toBe('missing');
  }

  async chooseAutomaticEngine(): Promise<void> {
    await this.showEnginePage();
    await this.page.getByRole('radio', { name: /automatic/i }).check();
    await this.page.getByRole('button', { name: 'Use this engine' }).click();
    await this.expectEngineReady();
  }
}
