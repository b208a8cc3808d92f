import type { Encryption } from '../../../../src/main/secrets/encryption';

const flip = (bytes: Uint8Array) => bytes.map((byte) => byte ^ 0x5a);

/** A keyring whose state a test sets. Its ciphertext names the key that made it. */
export class FakeEncryption implements Encryption {
  available = true;
  /** Refuses to encrypt and decrypt although it says it is available: locked meanwhile. */
  refuses = false;
  key = 'k1';

  isAvailable(): boolean {
    return this.available;
  }

  async encrypt(plainText: string): Promise<Uint8Array> {
    await Promise.resolve();
    if (!this.available || this.refuses) throw new Error('locked');
    return flip(new TextEncoder().encode(`${this.key}:${plainText}`));
  }

  async decrypt(cipherText: Uint8Array): Promise<string> {
    await Promise.resolve();
    const text = new TextDecoder().decode(flip(cipherText));
    if (!this.available || this.refuses || !text.startsWith(`${this.key}:`)) throw new Error('wrong key');
    return text.slice(this.key.length + 1);
  }
}
