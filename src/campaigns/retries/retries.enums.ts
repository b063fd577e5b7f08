import { registerEnumType } from '@nestjs/graphql';
import { CALLBACK_STATUSES, type CallbackStatus } from './callback.entity';
import { FALLBACK_STATUSES, type FallbackStatus } from './fallback-text.entity';

export const CallbackStatusEnum = Object.fromEntries(CALLBACK_STATUSES.map((status) => [status, status])) as Record<
  CallbackStatus,
  CallbackStatus
>;
registerEnumType(CallbackStatusEnum, {
  name: 'CallbackStatus',
  description: 'What became of a promise to call.',
  valuesMap: {
    PENDING: { description: 'Its time is ahead.' },
    KEPT: { description: 'The person was called in time.' },
    LATE: { description: 'The person was called, too late.' },
    MISSED: { description: 'Its time has passed; the person is called still, unless the campaign is over for them.' },
    CANCELLED: { description: 'Nothing is owed any more: the person may not be called, or the campaign was stopped.' },
  },
});

export const FallbackTextStatusEnum = Object.fromEntries(FALLBACK_STATUSES.map((status) => [status, status])) as Record<
  FallbackStatus,
  FallbackStatus
>;
registerEnumType(FallbackTextStatusEnum, {
  name: 'FallbackTextStatus',
  description: 'Where the text after a last attempt stands.',
  valuesMap: {
    WAITING: { description: 'For a lawful moment, at most 72 hours.' },
    SENT: { description: 'Handed over to be sent; the text itself says whether it arrived.' },
    REFUSED: { description: 'The rules forbid it.' },
    GIVEN_UP: {
      description: 'No lawful moment came in time, the person was reached meanwhile, or the campaign was stopped.',
    },
  },
});
