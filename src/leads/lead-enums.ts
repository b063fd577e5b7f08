import { registerEnumType } from '@nestjs/graphql';
import { enumOf } from '../platform/graphql/enum-of';
import { LEAD_SORTS } from './lead-list';
import { LEAD_STAGES } from './lead-stage';
import { LEAD_TEMPERATURES, PHONE_STATUSES } from './lead-temperature';
import { TIME_ZONE_SOURCES } from './time-zone-source';

export const LeadStageEnum = enumOf(LEAD_STAGES);
registerEnumType(LeadStageEnum, {
  name: 'LeadStage',
  description: 'How far a lead has come.',
  valuesMap: {
    NEW: { description: 'Nobody has spoken to the person yet.' },
    CONTACTED: { description: 'The person was reached.' },
    QUALIFYING: { description: 'A conversation is being assessed, or goes on.' },
    QUALIFIED: { description: 'Meets the criteria.' },
    NURTURING: { description: 'May meet them later.' },
    DISQUALIFIED: { description: 'Does not meet them.' },
    APPOINTMENT_BOOKED: { description: 'Has a meeting.' },
    HANDED_OFF: { description: 'A person of the company has taken over.' },
  },
});

export const LeadTemperatureEnum = enumOf(LEAD_TEMPERATURES);
registerEnumType(LeadTemperatureEnum, {
  name: 'LeadTemperature',
  description: 'How promising a lead is by its last score.',
  valuesMap: {
    HOT: { description: 'Score of 70 or more.' },
    WARM: { description: 'Score of 40 or more.' },
    COLD: { description: 'Score below 40.' },
    UNSCORED: { description: 'No evidence yet.' },
  },
});

export const PhoneStatusEnum = enumOf(PHONE_STATUSES);
registerEnumType(PhoneStatusEnum, {
  name: 'PhoneStatus',
  description: 'What is known of the phone itself.',
  valuesMap: {
    UNVERIFIED: { description: 'Nobody has tried it.' },
    REACHED: { description: 'The person answered it.' },
    INVALID: { description: 'It cannot be reached; never dialed again.' },
    WRONG_PERSON: { description: 'Somebody else answers it; never dialed again.' },
  },
});

export const LeadSortEnum = enumOf(LEAD_SORTS);
registerEnumType(LeadSortEnum, {
  name: 'LeadSort',
  description: 'Order of a list of leads.',
  valuesMap: {
    CREATED_AT_DESC: { description: 'Newest first.' },
    CREATED_AT_ASC: { description: 'Oldest first.' },
    SCORE_DESC: { description: 'Best score first, those without a score last.' },
    SCORE_ASC: { description: 'Those without a score first, then the lowest score.' },
  },
});

export const TimeZoneSourceEnum = enumOf(TIME_ZONE_SOURCES);
registerEnumType(TimeZoneSourceEnum, {
  name: 'TimeZoneSource',
  description: 'Who says that a person lives in a time zone.',
  valuesMap: {
    IMPORTED: { description: 'A list, a form or another program: one candidate among others.' },
    LEAD_STATED: { description: 'The person.' },
    AGENT_CONFIRMED: { description: 'An agent whom the person told.' },
  },
});
