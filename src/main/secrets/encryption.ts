/**
 * Encryption with a key that the system keeps for this user. Asynchronous because asking the keyring may take a
 * while; whether it is there is known at once.
 */
export type Encryption = {
  /** Whether a real keyring stands behind it. May change while the app runs. */
  isAvailable(): boolean;
  /** Rejects when the keyring refuses. */
  encrypt(plainText: string): Promise<Uint8Array>;
  /** Rejects when the keyring refuses, or when another keyring encrypted it. */
  decrypt(cipherText: Uint8Array): Promise<string>;
};
