import { Field, ID, ObjectType } from '@nestjs/graphql';
import { ContactPurposeEnum } from '../../compliance/contact-verdict.model';
import type { ContactPurpose } from '../../compliance/rules/contact-question';
import { Connection } from '../../platform/graphql/connection';
import { DateTimeScalar, PhoneNumberScalar } from '../../platform/graphql/scalars';
import type { TextChannel } from '../../voice/text.port';
import { TextChannelEnum, TextDirectionEnum, TextStatusEnum } from './text.enums';
import type { TextDirection, TextMessage } from './text-message.entity';
import type { TextStatus } from './text-status';

@ObjectType('TextMessage', { description: 'One SMS or WhatsApp message, to a person or from one.' })
export class TextMessageModel {
  @Field(() => ID, { description: 'Its id.' })
  readonly id!: string;

  @Field(() => ID, { nullable: true, description: 'The lead; null for a number that was none.' })
  readonly leadId!: string | null;

  @Field(() => PhoneNumberScalar, { description: 'The person’s number.' })
  readonly phone!: string;

  @Field(() => TextChannelEnum, { description: 'How it travels.' })
  readonly channel!: TextChannel;

  @Field(() => TextDirectionEnum, { description: 'Who wrote it.' })
  readonly direction!: TextDirection;

  @Field(() => ContactPurposeEnum, { nullable: true, description: 'What it was allowed as; null for a person’s own.' })
  readonly purpose!: ContactPurpose | null;

  @Field(() => String, { description: 'The words, with those the law adds to the first text of a conversation.' })
  readonly text!: string;

  @Field(() => TextStatusEnum, { description: 'Where it stands.' })
  readonly status!: TextStatus;

  @Field(() => String, { nullable: true, description: 'Error code of the carrier.' })
  readonly errorCode!: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it was handed to the carrier; null for a person’s own.',
  })
  readonly sentAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it came in; null for the company’s.' })
  readonly receivedAt!: Date | null;

  static of(text: TextMessage): TextMessageModel {
    return Object.assign(new TextMessageModel(), {
      id: text.id,
      leadId: text.leadId,
      phone: text.phone,
      channel: text.channel,
      direction: text.direction,
      purpose: text.purpose,
      text: text.body,
      status: text.status,
      errorCode: text.errorCode,
      sentAt: text.sentAt,
      receivedAt: text.receivedAt,
    });
  }
}

@ObjectType({ description: 'A page of texts, newest first.' })
export class TextMessageConnection extends Connection(TextMessageModel) {}
