import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRepository } from '../paths.mjs';
import { findProgram } from '../process/find-program.mjs';
import { isMain, runMain, say } from '../terminal.mjs';
import { icnsFile, icoFile } from './icon-files.mjs';

const folder = inRepository('packaging', 'icons');
const sizes = [16, 24, 32, 48, 64, 128, 256, 512];
/** Up to here the picture that is drawn on the grid of small pixels is used. */
const largestSmall = 24;
/** Apple's grid for icons leaves 100 of 1024 points free on each side; ours has 16 of 512 already. */
const macViewBox = '-36 -36 584 584';

/** @param {string} svg @param {number} size */
const pageOf = (svg, size) =>
  `<style>*{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`;

/**
 * Draws every size of the icon from its SVG files, into packaging/icons. Their output is kept in git, so that packing
 * needs no browser: run this after a change of an SVG (`node scripts/package/draw-icons.mjs`).
 */
async function drawIcons() {
  const { chromium } = await import('@playwright/test');
  const executablePath = ['chromium', 'google-chrome'].map(findProgram).find((path) => path !== undefined);
  const browser = await chromium.launch(executablePath === undefined ? {} : { executablePath });
  try {
    const page = await browser.newPage();
    const draw = async (/** @type {string} */ svg, /** @type {number} */ size) => {
      await page.setViewportSize({ width: size, height: size });
      await page.setContent(pageOf(svg, size));
      return page.screenshot({ omitBackground: true });
    };
    const large = readFileSync(join(folder, 'icon.svg'), 'utf8');
    const small = readFileSync(join(folder, 'icon-small.svg'), 'utf8');
    const mac = large.replace(/viewBox="[^"]*"/, `viewBox="${macViewBox}"`);
    mkdirSync(join(folder, 'png'), { recursive: true });
    /** @type {Map<number, Buffer>} */
    const pictures = new Map();
    for (const size of sizes) {
      const picture = await draw(size <= largestSmall ? small : large, size);
      pictures.set(size, picture);
      writeFileSync(join(folder, 'png', `${size}x${size}.png`), picture);
    }
    /** @type {Map<number, Buffer>} */
    const macPictures = new Map();
    for (const size of [16, 32, 64, 128, 256, 512, 1024]) {
      macPictures.set(size, await draw(size <= largestSmall ? small : mac, size));
    }
    writeFileSync(join(folder, 'icon.ico'), icoFile(pictures));
    writeFileSync(join(folder, 'icon.icns'), icnsFile(macPictures));
  } finally {
    await browser.close();
  }
  say(`drew ${sizes.length} sizes, icon.ico and icon.icns into packaging/icons`);
}

if (isMain(import.meta)) await runMain(drawIcons);
