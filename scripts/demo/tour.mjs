import { waitUntil } from '../process/wait-until.mjs';
import { say, SetupError } from '../terminal.mjs';
import { factsOf, magentaOf } from './picture.mjs';

/** @typedef {import('./targets.mjs').Target} Target */
/** @typedef {import('./app-window.mjs').AppWindow} AppWindow */

/**
 * What was seen of one session.
 * @typedef {{ target: Target, facts: import('./picture.mjs').PictureFacts }} Sight
 */

const pictureDeadlineMs = 20_000;
/** The bar is about a hundredth of a picture. */
const visibleBar = 0.003;
/** An empty desktop or terminal has less than this in it. */
const visibleForeground = 0.002;

/**
 * @param {AppWindow} window
 * @param {Target} target
 */
async function look(window, target) {
  const { PNG } = await import('pngjs');
  return PNG.sync.read(await window.display(target).screenshot());
}

/**
 * Types into a session and waits until the effect is in the picture: it is live, not just a picture.
 * @param {AppWindow} window
 * @param {Target} target
 * @returns {Promise<Sight>}
 * @throws {SetupError} when nothing changes.
 */
export async function tryOut(window, target) {
  await window.activate(target);
  const hasPicture = async () => factsOf(await look(window, target)).foreground >= visibleForeground;
  if (!(await waitUntil(hasPicture, { deadlineMs: pictureDeadlineMs, everyMs: 200 }))) {
    throw new SetupError(`${target.name}: the picture stays empty.`);
  }
  await window.display(target).focus();
  await window.page.keyboard.type(target.typed, { delay: 4 });
  await window.page.keyboard.press('Enter');
  const answer = await waitUntil(
    async () => {
      const image = await look(window, target);
      return magentaOf(image) >= visibleBar && image;
    },
    { deadlineMs: pictureDeadlineMs, everyMs: 200 },
  );
  if (answer === undefined)
    throw new SetupError(`${target.name}: what was typed has no effect in the picture.`);
  return { target, facts: factsOf(answer) };
}

/**
 * @param {Sight} sight
 * @param {string} path
 */
export function describeSight({ target, facts }, path) {
  const percent = (/** @type {number} */ share) => `${(share * 100).toFixed(1)} %`;
  const picture = `${facts.width}x${facts.height}, ${facts.colours} colours, ${percent(facts.foreground)} not background`;
  say(`${target.protocol.padEnd(6)} "${target.name}": ${picture}; it answers what is typed; ${path}`);
}
