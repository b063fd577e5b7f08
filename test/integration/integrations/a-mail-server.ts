import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface TakenMail {
  readonly raw: string;
  readonly to: readonly string[];
}

/** A mail server on this machine, which takes what it is not told to refuse. */
export interface MailServer {
  readonly url: string;
  readonly taken: TakenMail[];
  /** Answers to a recipient: a code, or undefined to take it. */
  refuse: (address: string) => number | undefined;
  /** Breaks the connection after the words, before the answer. */
  drops: number;
  close(): Promise<void>;
}

export async function aMailServer(): Promise<MailServer> {
  const taken: TakenMail[] = [];
  const behaviour: Pick<MailServer, 'refuse' | 'drops'> = { refuse: () => undefined, drops: 0 };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onRcptTo({ address }, _session, done) {
      const code = mail.refuse(address);
      done(code === undefined ? null : Object.assign(new Error('refused'), { responseCode: code }));
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        taken.push({
          raw: Buffer.concat(chunks).toString(),
          to: session.envelope.rcptTo.map(({ address }) => address),
        });
        if (mail.drops > 0) {
          mail.drops -= 1;
          for (const connection of server.connections) connection.close();
          return;
        }
        done(null, 'queued');
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.server.address() as AddressInfo;
  const mail: MailServer = Object.assign(behaviour, {
    url: `smtp://127.0.0.1:${port}`,
    taken,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  });
  return mail;
}

/** What a reader sees of the words: quoted-printable and base64 undone. */
export function wordsOf({ raw }: TakenMail): string {
  const parts = raw.split(/\r\n--[^\r\n]+/);
  return parts.map(decoded).join('\n');
}

function decoded(part: string): string {
  const at = part.indexOf('\r\n\r\n');
  const [head, body] = [part.slice(0, at), part.slice(at + 4)];
  if (/transfer-encoding: base64/i.test(head)) return Buffer.from(body, 'base64').toString('utf8');
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return /quoted-printable/i.test(head) ? Buffer.from(bytes, 'latin1').toString('utf8') : body;
}

export function headerOf({ raw }: TakenMail, name: string): string | undefined {
  const head = raw.slice(0, raw.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ');
  return new RegExp(`^${name}: (.*)$`, 'im').exec(head)?.[1]?.trim();
}
