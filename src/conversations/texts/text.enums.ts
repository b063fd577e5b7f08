import { registerEnumType } from '@nestjs/graphql';
import type { TextChannel } from '../../voice/text.port';
import type { TextDirection } from './text-message.entity';
import type { TextStatus } from './text-status';

export const TextChannelEnum = { SMS: 'SMS', WHATSAPP: 'WHATSAPP' } as const satisfies Record<TextChannel, TextChannel>;

registerEnumType(TextChannelEnum, {
  name: 'TextChannel',
  description: 'How a text travels.',
  valuesMap: { SMS: { description: 'A text message.' }, WHATSAPP: { description: 'A WhatsApp message.' } },
});

export const TextDirectionEnum = { INBOUND: 'INBOUND', OUTBOUND: 'OUTBOUND' } as const satisfies Record<
  TextDirection,
  TextDirection
>;

registerEnumType(TextDirectionEnum, {
  name: 'TextDirection',
  description: 'Who wrote a text.',
  valuesMap: { INBOUND: { description: 'The person.' }, OUTBOUND: { description: 'The company.' } },
});

export const TextStatusEnum = {
  RECEIVED: 'RECEIVED',
  SENDING: 'SENDING',
  UNKNOWN: 'UNKNOWN',
  ACCEPTED: 'ACCEPTED',
  SENT: 'SENT',
  DELIVERED: 'DELIVERED',
  READ: 'READ',
  UNDELIVERED: 'UNDELIVERED',
  FAILED: 'FAILED',
} as const satisfies Record<TextStatus, TextStatus>;

registerEnumType(TextStatusEnum, {
  name: 'TextStatus',
  description: 'Where a text stands. States may be skipped, never reversed.',
  valuesMap: {
    RECEIVED: { description: 'A person sent it to us.' },
    SENDING: { description: 'The carrier is being asked.' },
    UNKNOWN: { description: 'The carrier gave no answer; it is looked up, and never sent again blindly.' },
    ACCEPTED: { description: 'The carrier took it.' },
    SENT: { description: 'It has left the carrier.' },
    DELIVERED: { description: 'The phone has it.' },
    READ: { description: 'It was opened; told by WhatsApp only.' },
    UNDELIVERED: { description: 'The phone did not get it.' },
    FAILED: { description: 'The carrier did not take it, or gave it up.' },
  },
});

/** Why a company may send a text; the confirmation of an opt-out is the program's own. */
export const TextPurposeEnum = {
  MARKETING: 'MARKETING',
  INFORMATIONAL: 'INFORMATIONAL',
  RESPONSIVE: 'RESPONSIVE',
} as const;

registerEnumType(TextPurposeEnum, {
  name: 'TextPurpose',
  description: 'Why a text is sent.',
  valuesMap: {
    MARKETING: { description: 'To sell; needs written consent.' },
    INFORMATIONAL: { description: 'To tell something the person wants to know; sells nothing.' },
    RESPONSIVE: {
      description: 'To answer the person’s own message of the last 24 hours; else it counts as marketing.',
    },
  },
});
