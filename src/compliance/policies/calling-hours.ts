import { Field, InputType } from '@nestjs/graphql';
import { IsOptional, Matches } from 'class-validator';
import { BadUserInput } from '../../platform/errors/domain-error';
import type { CallingWindows } from '../calling-window';

const HOURS = /^closed$|^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$/;

function DayField(): PropertyDecorator {
  return (target, key) => {
    Field(() => String, {
      nullable: true,
      description: 'Hours such as 09:00-17:30, `closed`, or nothing for the legal window.',
    })(target, key);
    IsOptional()(target, key);
    Matches(HOURS, { message: 'must be closed or hours such as 09:00-17:30' })(target, key);
  };
}

@InputType({ description: 'Hours in the called person’s local time, per weekday; they only narrow the legal window.' })
export class CallingWindowsInput {
  @DayField() mon?: string | null;
  @DayField() tue?: string | null;
  @DayField() wed?: string | null;
  @DayField() thu?: string | null;
  @DayField() fri?: string | null;
  @DayField() sat?: string | null;
  @DayField() sun?: string | null;
}

/**
 * Hours as they are kept.
 * @param path of the argument, for example `input.windows`.
 * @throws BadUserInput naming the day whose hours do not end after they start.
 */
export function windowsOf(given: CallingWindowsInput, path: string): CallingWindows {
  const windows: [string, readonly [string, string] | null][] = [];
  for (const [day, hours] of Object.entries(given) as [string, string | null | undefined][]) {
    if (hours) windows.push([day, hours === 'closed' ? null : hoursOf(`${path}.${day}`, hours)]);
  }
  return Object.fromEntries(windows);
}

function hoursOf(field: string, hours: string): readonly [string, string] {
  const [start = '', end = ''] = hours.split('-');
  if (start >= end) throw new BadUserInput(field, 'must end after it starts.');
  return [start, end];
}
