import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { DateTimeScalar, TimeZoneScalar } from '../../platform/graphql/scalars';
import type { DialingHealth, ZoneHealth } from '../rules/dialing-health';
import { type Gate, GATES } from '../rules/gates';

const GateEnum = Object.fromEntries(Object.keys(GATES).map((gate) => [gate, gate])) as Record<Gate, Gate>;
registerEnumType(GateEnum, {
  name: 'DialingGate',
  description: 'What may hold a waiting lead.',
  valuesMap: Object.fromEntries(Object.entries(GATES).map(([gate, change]) => [gate, { description: change }])),
});

@ObjectType('GateHold', { description: 'One gate and the leads it holds.' })
export class GateHoldModel {
  @Field(() => GateEnum, { description: 'The gate.' })
  readonly gate!: Gate;

  @Field(() => Int, { description: 'Waiting leads it holds.' })
  readonly leads!: number;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it lets the first of them go; null when that depends on a change.',
  })
  readonly clearsAt!: Date | null;

  @Field(() => String, { description: 'What would let them go.' })
  readonly change!: string;

  @Field(() => Boolean, {
    description: 'Whether the number was worked out from those who come next; false when all were asked.',
  })
  readonly isEstimate!: boolean;
}

@ObjectType('DialingChange', { description: 'Something a person could change, and what it would be worth by itself.' })
export class DialingChangeModel {
  @Field(() => GateEnum, { description: 'The gate it opens.' })
  readonly gate!: Gate;

  @Field(() => String, { description: 'What to do.' })
  readonly change!: string;

  @Field(() => Int, {
    description: 'Leads that could be called at once more than now, if this were all that changed.',
  })
  readonly frees!: number;
}

@ObjectType('ZoneHealth', { description: 'A zone of the calling rules in which leads of a campaign wait.' })
export class ZoneHealthModel implements ZoneHealth {
  @Field(() => String, { description: 'Its key: jurisdictions and time zones.' })
  readonly zoneKey!: string;

  @Field(() => [TimeZoneScalar], { description: 'Time zones these people may be in; all of them must be open.' })
  readonly timeZones!: readonly string[];

  @Field(() => [String], { description: 'Countries and states whose rules apply, for example US and US-FL.' })
  readonly jurisdictions!: readonly string[];

  @Field(() => Int, { description: 'Waiting leads.' })
  readonly leads!: number;

  @Field(() => Boolean, { description: 'Whether they may be called at this moment, as far as place and time go.' })
  readonly isOpen!: boolean;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it opens next; null when it is open, or when only a change can open it.',
  })
  readonly opensAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'Why it is closed, as code of the rule; null when it is open.' })
  readonly reason!: string | null;
}

@ObjectType('DialingHealth', { description: 'Why leads of a campaign are not being called.' })
export class DialingHealthModel {
  @Field(() => ID, { description: 'The campaign.' })
  readonly campaignId!: string;

  @Field(() => Int, { description: 'Waiting leads: the ready ones and those that a gate holds add up to this.' })
  readonly waiting!: number;

  @Field(() => Int, { description: 'Waiting leads that nothing holds; an estimate where a gate is one.' })
  readonly ready!: number;

  @Field(() => [GateHoldModel], { description: 'The gates that hold leads, largest first.' })
  readonly gates!: GateHoldModel[];

  @Field(() => [DialingChangeModel], {
    description: 'Changes that would free somebody by themselves, the one that frees most first.',
  })
  readonly changes!: readonly DialingChangeModel[];

  @Field(() => String, {
    nullable: true,
    description: 'The one change that would free most leads; what the largest gate waits for when no change would.',
  })
  readonly suggestion!: string | null;

  @Field(() => [ZoneHealthModel], { description: 'Every zone in which leads wait, the soonest to be called first.' })
  readonly zones!: readonly ZoneHealthModel[];

  static of(health: DialingHealth): DialingHealthModel {
    const gates = health.gates.map((hold) => Object.assign(new GateHoldModel(), hold, { change: GATES[hold.gate] }));
    const zones = health.zones.map((zone) => Object.assign(new ZoneHealthModel(), zone));
    const changes = health.changes.map((one) =>
      Object.assign(new DialingChangeModel(), one, { change: GATES[one.gate] }),
    );
    return Object.assign(new DialingHealthModel(), health, { gates, changes, zones });
  }
}
