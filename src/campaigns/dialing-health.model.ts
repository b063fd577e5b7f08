import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { DateTimeScalar } from '../platform/graphql/scalars';
import { type DialingHealth, type Gate, GATES } from './rules/dialing-health';

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
}

@ObjectType('DialingHealth', { description: 'Why leads of a campaign are not being called.' })
export class DialingHealthModel {
  @Field(() => ID, { description: 'The campaign.' })
  readonly campaignId!: string;

  @Field(() => Int, { description: 'Waiting leads that nothing holds.' })
  readonly ready!: number;

  @Field(() => [GateHoldModel], { description: 'The gates that hold leads, largest first.' })
  readonly gates!: GateHoldModel[];

  @Field(() => String, { nullable: true, description: 'The one change that would free most leads.' })
  readonly suggestion!: string | null;

  static of(health: DialingHealth): DialingHealthModel {
    const gates = health.gates.map((hold) => Object.assign(new GateHoldModel(), hold, { change: GATES[hold.gate] }));
    return Object.assign(new DialingHealthModel(), health, { gates });
  }
}
