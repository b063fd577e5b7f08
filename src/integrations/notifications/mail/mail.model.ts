import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { DateTimeScalar } from '../../../platform/graphql/scalars';
import { MAIL_KINDS, MAIL_STATUSES, type MailKind, type MailMessage, type MailStatus } from './mail-message.entity';
import { enumOf } from '../../../platform/graphql/enum-of';

export const MailKindEnum = enumOf(MAIL_KINDS);
registerEnumType(MailKindEnum, {
  name: 'MailKind',
  description: 'What a mail tells of.',
  valuesMap: {
    ESCALATION_RAISED: { description: 'A human is asked for, or it is assigned to somebody.' },
    ESCALATION_REMINDER: { description: 'It waits unclaimed.' },
    CALLBACK_PROMISED: { description: 'The person was told that somebody calls back.' },
    WEBHOOK_DISABLED: { description: 'An endpoint of webhooks was switched off by the program.' },
  },
});

export const MailStatusEnum = enumOf(MAIL_STATUSES);
registerEnumType(MailStatusEnum, {
  name: 'MailStatus',
  description: 'What became of a mail.',
  valuesMap: {
    WAITING: { description: 'It is sent, or tried again.' },
    SENT: { description: 'The mail server has it.' },
    REFUSED: { description: 'The mail server will not take it for this address.' },
    GIVEN_UP: { description: 'Tried too long, or nobody needs it any more.' },
    NOT_CONFIGURED: { description: 'No mail server is configured: nobody was told.' },
  },
});

@ObjectType('MailMessage', { description: 'A mail to one recipient about a request for a human.' })
export class MailMessageModel {
  @Field(() => ID, { description: 'Its id.' })
  readonly id!: string;

  @Field(() => MailKindEnum, { description: 'What it tells of.' })
  readonly kind!: MailKind;

  @Field(() => String, { description: 'Address it goes to.' })
  readonly recipient!: string;

  @Field(() => MailStatusEnum, { description: 'What became of it.' })
  readonly status!: MailStatus;

  @Field(() => Int, { description: 'How often it was tried.' })
  readonly attempts!: number;

  @Field(() => String, { nullable: true, description: 'Code of the last failure.' })
  readonly lastError!: string | null;

  @Field(() => DateTimeScalar, { description: 'When it was planned.' })
  readonly createdAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was done with; null before.' })
  readonly settledAt!: Date | null;

  static of({ id, kind, recipient, status, attempts, lastError, createdAt, settledAt }: MailMessage): MailMessageModel {
    const shown = { id, kind, recipient, status, attempts, lastError, createdAt, settledAt };
    return Object.assign(new MailMessageModel(), shown satisfies MailMessageModel);
  }
}
