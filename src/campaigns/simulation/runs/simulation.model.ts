import { Field, Float, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Connection } from '../../../platform/graphql/connection';
import { MoneyModel } from '../../../platform/graphql/money.model';
import { DateTimeScalar, JsonScalar } from '../../../platform/graphql/scalars';
import type { SimulationReport } from '../report';
import { type Simulation, SIMULATION_STATUSES, type SimulationStatus } from './simulation.entity';

export const SimulationStatusEnum = Object.fromEntries(SIMULATION_STATUSES.map((status) => [status, status])) as Record<
  SimulationStatus,
  SimulationStatus
>;
registerEnumType(SimulationStatusEnum, {
  name: 'SimulationStatus',
  description: 'How far a simulation is.',
  valuesMap: {
    QUEUED: { description: 'Waits for a worker.' },
    RUNNING: { description: 'Is being played.' },
    COMPLETED: { description: 'Has its report.' },
    FAILED: { description: 'Could not be played; the reason is in `failure`.' },
    CANCELLED: { description: 'Somebody stopped it.' },
  },
});

@ObjectType('SimulationReport', { description: 'What a simulated campaign came to.' })
export class SimulationReportModel {
  @Field(() => DateTimeScalar, { nullable: true, description: 'When its last call ends; null when nobody is called.' })
  readonly finishedAt!: Date | null;

  @Field(() => Boolean, { description: 'Whether nobody waits any more by then.' })
  readonly isFinished!: boolean;

  @Field(() => Int, { description: 'Leads that wait in the campaign.' })
  readonly leads!: number;

  @Field(() => Int, { description: 'Leads dialed at least once.' })
  readonly called!: number;

  @Field(() => Int, { description: 'Leads who pick up.' })
  readonly connected!: number;

  @Field(() => Int, { description: 'Calls, retries included.' })
  readonly calls!: number;

  @Field(() => Int, { description: 'Calls after the first of each lead.' })
  readonly retries!: number;

  @Field(() => Int, { description: 'People who ask not to be called again.' })
  readonly optOuts!: number;

  @Field(() => Int, { description: 'Most calls at once.' })
  readonly busiestCallsAtOnce!: number;

  @Field(() => Float, { description: 'Seconds a due lead waits at most where it may be called.' })
  readonly longestWaitSeconds!: number;

  @Field(() => MoneyModel, { description: 'What the carrier and the language models charge.' })
  readonly spend!: MoneyModel;

  @Field(() => Int, {
    description: 'Calls that would break a promise of the program; none, or its report is a fault to be told of.',
  })
  readonly violations!: number;

  @Field(() => JsonScalar, {
    description:
      'All of it: outcomes, reasons, days, hours, agents, spend by kind and what the figures rest on; see docs/simulation.md.',
  })
  readonly details!: object;

  static of(report: SimulationReport): SimulationReportModel {
    return Object.assign(new SimulationReportModel(), {
      ...report,
      finishedAt: report.finishedAt && new Date(report.finishedAt),
      longestWaitSeconds: report.waitSeconds.longest,
      spend: MoneyModel.of(report.spendMicros.total, report.currency),
      violations: report.violations.reduce((sum, { calls }) => sum + calls, 0),
      details: report,
    });
  }
}

@ObjectType('Simulation', { description: 'A campaign played on a virtual clock: nobody is called. Kept for 30 days.' })
export class SimulationModel {
  @Field(() => ID, { description: 'Its id.' })
  readonly id!: string;

  @Field(() => ID, { description: 'The campaign.' })
  readonly campaignId!: string;

  @Field(() => SimulationStatusEnum, { description: 'How far it is.' })
  readonly status!: SimulationStatus;

  @Field(() => DateTimeScalar, { description: 'When it begins, on the virtual clock.' })
  readonly startsAt!: Date;

  @Field(() => Int, { description: 'Days of virtual time after which it stops.' })
  readonly days!: number;

  @Field(() => Int, { description: 'Everything that is left to chance follows from it.' })
  readonly seed!: number;

  @Field(() => Int, { description: 'Leads in it, as far as they are read.' })
  readonly leads!: number;

  @Field(() => Int, { description: 'Leads that are done with.' })
  readonly leadsDone!: number;

  @Field(() => Int, { description: 'Calls so far.' })
  readonly calls!: number;

  @Field(() => DateTimeScalar, { nullable: true, description: 'What the virtual clock shows.' })
  readonly virtualTime!: Date | null;

  @Field(() => String, { nullable: true, description: 'Why it could not be played.' })
  readonly failure!: string | null;

  @Field(() => DateTimeScalar, { description: 'When it was asked for.' })
  readonly createdAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ended.' })
  readonly endedAt!: Date | null;

  @Field(() => SimulationReportModel, { nullable: true, description: 'What it came to; null until it is completed.' })
  readonly report!: SimulationReportModel | null;

  static of(simulation: Simulation): SimulationModel {
    const report = simulation.report && SimulationReportModel.of(simulation.report);
    return Object.assign(new SimulationModel(), simulation, { report });
  }
}

@ObjectType({ description: 'A page of simulations.' })
export class SimulationConnection extends Connection(SimulationModel) {}
