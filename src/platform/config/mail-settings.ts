import type { Environment } from './environment';

/** Where mail is handed over. */
export interface MailConfig {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte; else STARTTLS is insisted on, but on this machine itself. */
  readonly isSecure: boolean;
  readonly isThisMachine: boolean;
  readonly user?: string;
  readonly password?: string;
  readonly from: string;
}

const THIS_MACHINE = new Set(['localhost', '127.0.0.1', '[::1]']);
const ADDRESS = /^[^\s,;:<>"()[\]\\@]+@[^\s,;:<>"()[\]\\@]+$/;

export function mailOf({ SMTP_URL, MAIL_FROM }: Environment): MailConfig | undefined {
  if (!SMTP_URL || !MAIL_FROM) return undefined;
  const { protocol, hostname, port, username, password } = new URL(SMTP_URL);
  const isSecure = protocol === 'smtps:';
  return {
    host: hostname,
    port: port ? Number(port) : isSecure ? 465 : 587,
    isSecure,
    isThisMachine: THIS_MACHINE.has(hostname),
    ...(username ? { user: decodeURIComponent(username), password: decodeURIComponent(password) } : {}),
    from: MAIL_FROM,
  };
}

export function mailProblemsOf({ SMTP_URL, MAIL_FROM }: Environment): string[] {
  if (SMTP_URL && !MAIL_FROM) return ['MAIL_FROM: is required because SMTP_URL is set'];
  if (MAIL_FROM && !SMTP_URL) return ['SMTP_URL: is required because MAIL_FROM is set'];
  if (MAIL_FROM && !ADDRESS.test(MAIL_FROM)) return ['MAIL_FROM: must be one plain mail address'];
  if (SMTP_URL && !new URL(SMTP_URL).hostname) return ['SMTP_URL: must name a host'];
  return [];
}
