import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { createTransport } from 'nodemailer';
import { AppConfig } from '../../../platform/config/config';
import type { MailConfig } from '../../../platform/config/mail-settings';
import { isMailAddress } from '../../../escalation/settings/mail-address';
import { type Mail, type MailOutcome, MailSender } from './mail-sender.port';
import { outcomeOfFailure } from './smtp-outcome';

/** The library waits for minutes unless told otherwise. */
const WAITS = { connectionTimeout: 5_000, greetingTimeout: 5_000, socketTimeout: 15_000 };

function transportOf({ host, port, isSecure, isThisMachine, user, password }: MailConfig) {
  return createTransport({
    host,
    port,
    secure: isSecure,
    requireTLS: !isSecure && !isThisMachine,
    ignoreTLS: isThisMachine,
    ...(user ? { auth: { user, pass: password ?? '' } } : {}),
    ...WAITS,
    disableFileAccess: true,
    disableUrlAccess: true,
    pool: true,
    maxConnections: 3,
  });
}

/** Hands mail over by SMTP. */
@Injectable()
export class SmtpMailSender extends MailSender implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger(SmtpMailSender.name);
  private readonly transport?: ReturnType<typeof transportOf>;
  readonly from: string | null;

  constructor(config: AppConfig) {
    super();
    this.from = config.mail?.from ?? null;
    if (config.mail) this.transport = transportOf(config.mail);
  }

  onModuleInit(): void {
    if (!this.transport) this.logger.log('no mail server is configured: nobody is told by mail');
  }

  async send({ to, subject, text, html, messageId }: Mail): Promise<MailOutcome> {
    if (!this.transport || this.from === null) return { kind: 'MISCONFIGURED', error: 'NOT_CONFIGURED' };
    if (!isMailAddress(to)) return { kind: 'REFUSED', error: 'NOT_AN_ADDRESS' };
    try {
      const { rejected } = await this.transport.sendMail({
        from: { name: 'Callwright', address: this.from },
        to: { name: '', address: to },
        subject,
        text,
        html,
        messageId: `<${messageId}>`,
        headers: { 'Auto-Submitted': 'auto-generated' },
      });
      return rejected.length > 0 ? { kind: 'REFUSED', error: 'REJECTED' } : { kind: 'SENT' };
    } catch (error) {
      return outcomeOfFailure(error);
    }
  }

  onApplicationShutdown(): void {
    this.transport?.close();
  }
}
