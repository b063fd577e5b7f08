import { Module } from '@nestjs/common';
import { EscalationModule } from '../../escalation/escalation.module';
import { QueuesModule } from '../../platform/queues/queues.module';
import { WebhooksModule } from '../webhooks/webhooks.module';
import { EscalationMailResolver } from './mail/escalation-mail.resolver';
import { MailDispatch } from './mail/mail-dispatch.service';
import { MailListener } from './mail/mail.listener';
import { MailPlanner } from './mail/mail-planner.service';
import { MailRecipients } from './mail/mail-recipients.service';
import { MailSender } from './mail/mail-sender.port';
import { MailStore } from './mail/mail-store.service';
import { MailSweep } from './mail/mail-sweep';
import { MailWriter } from './mail/mail-writer.service';
import { SmtpMailSender } from './mail/smtp-mail-sender';
import { NOTIFICATIONS_QUEUE } from './notifications.jobs';

/** How people are told of what waits for them. */
@Module({
  imports: [EscalationModule, WebhooksModule, QueuesModule.forQueue(NOTIFICATIONS_QUEUE)],
  providers: [
    MailPlanner,
    MailRecipients,
    MailWriter,
    MailStore,
    MailDispatch,
    MailListener,
    MailSweep,
    EscalationMailResolver,
    { provide: MailSender, useClass: SmtpMailSender },
  ],
})
export class NotificationsModule {}
