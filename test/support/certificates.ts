import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type Certificate = { cert: string; key: string };

/** An authority of a test's own, made with the openssl command. */
export class TestAuthority {
  readonly #folder = mkdtempSync(join(tmpdir(), 'pestle-ca-'));
  /** The authority's certificate, PEM. */
  readonly ca: string;
  #issued = 0;

  constructor() {
    this.#run(
      'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ca.key -out ca.pem -days 2 -subj /CN=test-ca',
    );
    this.ca = this.#read('ca.pem');
  }

  /** @param names subject alternative names in openssl's form, such as `DNS:localhost,IP:127.0.0.1` */
  issue(names: string, { days = 2 }: { days?: number } = {}): Certificate {
    const name = `c${this.#issued++}`;
    this.#run(
      `req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ${name}.key -out ${name}.csr -subj /CN=test`,
    );
    writeFileSync(join(this.#folder, `${name}.ext`), `subjectAltName=${names}\n`);
    this.#run(
      `x509 -req -in ${name}.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out ${name}.pem -days ${days} -extfile ${name}.ext`,
    );
    return { cert: this.#read(`${name}.pem`), key: this.#read(`${name}.key`) };
  }

  /** A certificate that vouches for itself. Names as for {@link issue}. */
  selfSigned(names: string): Certificate {
    const name = `c${this.#issued++}`;
    this.#run(
      `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ${name}.key -out ${name}.pem -days 2 -subj /CN=test -addext subjectAltName=${names}`,
    );
    return { cert: this.#read(`${name}.pem`), key: this.#read(`${name}.key`) };
  }

  dispose(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #run(command: string): void {
    execFileSync('openssl', command.split(' '), { cwd: this.#folder, stdio: 'pipe' });
  }

  #read(name: string): string {
    return readFileSync(join(this.#folder, name), 'utf8');
  }
}
