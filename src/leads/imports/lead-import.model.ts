import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Connection } from '../../platform/graphql/connection';
import { unionOf } from '../../platform/graphql/refusal.model';
import { BigIntScalar } from '../../platform/graphql/scalars';
import type { LeadImportError } from './lead-import-error.entity';
import { IMPORT_STATUSES, type ImportStatus, type LeadImport } from './lead-import.entity';
import { ImportAlreadyRunning } from './lead-imports.refusals';

const LeadImportStatusEnum = Object.fromEntries(IMPORT_STATUSES.map((status) => [status, status]));
registerEnumType(LeadImportStatusEnum, {
  name: 'LeadImportStatus',
  description: 'How an import stands.',
  valuesMap: {
    RUNNING: { description: 'The file is being read.' },
    COMPLETED: { description: 'The file has been read to its end.' },
    FAILED: { description: 'The file could not be read to its end; what was stored before that stays.' },
  },
});

@ObjectType('LeadImportError', { description: 'A row that was not imported, and why.' })
export class LeadImportErrorModel {
  @Field(() => Int, { description: 'Line of the file the row begins on; the first line is 1.' })
  readonly line!: number;

  @Field(() => String, { nullable: true, description: 'The field to blame; null when it is the row as a whole.' })
  readonly field!: string | null;

  @Field(() => String, { description: 'What is wrong with it.' })
  readonly reason!: string;

  static of({ line, field, reason }: LeadImportError): LeadImportErrorModel {
    return Object.assign(new LeadImportErrorModel(), { line, field, reason });
  }
}

@ObjectType('LeadImportErrorConnection', { description: 'A page of rows that were not imported.' })
export class LeadImportErrorConnection extends Connection(LeadImportErrorModel) {}

@ObjectType('LeadImport', { description: 'One file of leads and what became of its rows.' })
export class LeadImportModel {
  @Field(() => ID, { description: 'Identifier, a UUID.' })
  readonly id!: string;

  @Field(() => LeadImportStatusEnum, { description: 'How the import stands.' })
  readonly status!: ImportStatus;

  @Field(() => String, { nullable: true, description: 'Name of the file, when it has one.' })
  readonly fileName!: string | null;

  @Field(() => ID, { nullable: true, description: 'Project of the leads.' })
  readonly projectId!: string | null;

  @Field(() => String, { nullable: true, description: 'Why the file could not be read to its end.' })
  readonly failure!: string | null;

  @Field(() => BigIntScalar, { description: 'Bytes read so far.' })
  readonly bytesRead!: bigint;

  @Field(() => Int, { description: 'Rows read so far, the header and blank rows not counted.' })
  readonly rowsRead!: number;

  @Field(() => Int, { description: 'Leads that were new.' })
  readonly created!: number;

  @Field(() => Int, { description: 'Leads that learned something new.' })
  readonly updated!: number;

  @Field(() => Int, { description: 'Rows that said nothing new, or whose phone stands in an earlier row of the file.' })
  readonly unchanged!: number;

  @Field(() => Int, { description: 'Rows that were not imported; see errors.' })
  readonly rejected!: number;

  @Field(() => String, {
    nullable: true,
    description: 'SHA-256 of the file in hexadecimal, once it has been read to its end.',
  })
  readonly contentHash!: string | null;

  @Field(() => Date, { description: 'When the import began.' })
  readonly startedAt!: Date;

  @Field(() => Date, { description: 'When it last moved.' })
  readonly updatedAt!: Date;

  @Field(() => Date, { nullable: true, description: 'When it ended.' })
  readonly endedAt!: Date | null;

  static of(row: LeadImport): LeadImportModel {
    const { id, status, fileName, projectId, failure, rowsRead, startedAt, updatedAt, endedAt } = row;
    const { createdCount: created, updatedCount: updated, unchangedCount: unchanged, rejectedCount: rejected } = row;
    const known = { id, status, fileName, projectId, failure, rowsRead, startedAt, updatedAt, endedAt };
    const contentHash = row.contentHash?.toString('hex') ?? null;
    return Object.assign(new LeadImportModel(), known, {
      created,
      updated,
      unchanged,
      rejected,
      contentHash,
      bytesRead: BigInt(row.bytesRead),
    });
  }
}

export const ImportLeadsResult = unionOf('ImportLeadsResult', LeadImportModel, ImportAlreadyRunning);
export type ImportLeadsResult = typeof ImportLeadsResult;
