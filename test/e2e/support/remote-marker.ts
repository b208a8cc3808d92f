import { randomUUID } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { expect } from '@playwright/test';

/** A file that a command typed into a session makes: the servers run on this machine, so a test can look for it. */
export class RemoteMarker {
  readonly path = path.join('/tmp', `pestle-marker-${randomUUID().slice(0, 8)}`);
  readonly command = `touch ${this.path}`;

  get exists(): boolean {
    return existsSync(this.path);
  }

  async expectMade(timeoutMs = 15_000): Promise<void> {
    await expect
      .poll(() => this.exists, { timeout: timeoutMs, message: `${this.path} is made on the remote` })
      .toBe(true);
  }

  remove(): void {
    rmSync(this.path, { force: true });
  }
}
