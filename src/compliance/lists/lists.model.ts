import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Connection } from '../../platform/graphql/connection';
import { unionOf } from '../../platform/graphql/refusal.model';
import { BigIntScalar, DateTimeScalar } from '../../platform/graphql/scalars';
import type { ContactListState } from './contact-list.entity';
import type { AgedList } from './contact-lists.service';
import type { ListImportError } from './list-import-error.entity';
import type { ListImport, ListImportStatus } from './list-import.entity';
import type { CopiedKind, ListKind } from './list-kind';
import { ListImportAlreadyRunning } from './lists.refusals';

export const ListKindEnum = {
  INTERNAL: 'INTERNAL',
  NATIONAL_DNC: 'NATIONAL_DNC',
  STATE_DNC: 'STATE_DNC',
  PREFERENCE_REGISTER: 'PREFERENCE_REGISTER',
  REASSIGNED_NUMBERS: 'REASSIGNED_NUMBERS',
} as const satisfies { [K in ListKind]: K };

registerEnumType(ListKindEnum, {
  name: 'ListKind',
  description: 'What a file of numbers says about them.',
  valuesMap: {
    INTERNAL: { description: 'The company itself must leave them alone.' },
    NATIONAL_DNC: { description: 'They are on the national do-not-call list of the United States or of Canada.' },
    STATE_DNC: { description: 'They are on the do-not-call list of a state.' },
    PREFERENCE_REGISTER: {
      description: 'They are on a preference register, for example of the United Kingdom or India.',
    },
    REASSIGNED_NUMBERS: { description: 'What the Reassigned Numbers Database answered about each.' },
  },
});

export const ContactListStateEnum = {
  LOADING: 'LOADING',
  CURRENT: 'CURRENT',
  REPLACED: 'REPLACED',
  FAILED: 'FAILED',
} as const satisfies { [S in ContactListState]: S };

registerEnumType(ContactListStateEnum, {
  name: 'ContactListState',
  description: 'Whether a copy of a list is asked.',
  valuesMap: {
    LOADING: { description: 'Its file is being read.' },
    CURRENT: { description: 'It is asked.' },
    REPLACED: { description: 'A newer copy is.' },
    FAILED: { description: 'Its file could not be read to its end; it was never asked.' },
  },
});

const ListImportStatusEnum = {
  RUNNING: 'RUNNING',
  COMPLETED: 'COMPLETED',
  FAILED: 'FAILED',
} as const satisfies { [S in ListImportStatus]: S };

registerEnumType(ListImportStatusEnum, {
  name: 'ListImportStatus',
  description: 'How an import of a list stands.',
  valuesMap: {
    RUNNING: { description: 'The file is being read.' },
    COMPLETED: { description: 'The file has been read to its end, and holds from then on.' },
    FAILED: { description: 'The file could not be read to its end; the copy that was in use stays in use.' },
  },
});

@ObjectType('ListImportError', { description: 'A line that was not taken, and why.' })
export class ListImportErrorModel {
  @Field(() => Int, { description: 'Line of the file; the first is 1.' })
  readonly line!: number;

  @Field(() => String, { description: 'What is wrong with it.' })
  readonly reason!: string;

  static of({ line, reason }: ListImportError): ListImportErrorModel {
    return Object.assign(new ListImportErrorModel(), { line, reason });
  }
}

@ObjectType({ description: 'A page of lines that were not taken.' })
export class ListImportErrorConnection extends Connection(ListImportErrorModel) {}

@ObjectType('ListImport', { description: 'One file of numbers and what became of its lines.' })
export class ListImportModel {
  @Field(() => ID, { description: 'Identifier, a UUID.' })
  readonly id!: string;

  @Field(() => ListKindEnum, { description: 'What the file says about its numbers.' })
  readonly kind!: ListKind;

  @Field(() => String, {
    nullable: true,
    description: 'State or country whose list it is; null where it is no place’s.',
  })
  readonly jurisdiction!: string | null;

  @Field(() => [String], { nullable: true, description: 'Area codes it covers; null for all.' })
  readonly areaCodes!: readonly string[] | null;

  @Field(() => DateTimeScalar, { description: 'The moment it speaks for.' })
  readonly asOf!: Date;

  @Field(() => String, { nullable: true, description: 'Name of the file, when it has one.' })
  readonly fileName!: string | null;

  @Field(() => ListImportStatusEnum, { description: 'How the import stands.' })
  readonly status!: ListImportStatus;

  @Field(() => String, { nullable: true, description: 'Why the file could not be read to its end.' })
  readonly failure!: string | null;

  @Field(() => BigIntScalar, { description: 'Bytes read.' })
  readonly bytesRead!: bigint;

  @Field(() => Int, { description: 'Lines read, the header and blank ones not counted.' })
  readonly rowsRead!: number;

  @Field(() => Int, { description: 'Numbers that were news.' })
  readonly takenCount!: number;

  @Field(() => Int, { description: 'Lines that said nothing new.' })
  readonly knownCount!: number;

  @Field(() => Int, { description: 'Lines that were not taken.' })
  readonly rejectedCount!: number;

  @Field(() => DateTimeScalar, { description: 'When it began.' })
  readonly startedAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ended; null while the file is being read.' })
  readonly endedAt!: Date | null;

  static of(found: ListImport): ListImportModel {
    return Object.assign(new ListImportModel(), found, { bytesRead: BigInt(found.bytesRead) });
  }
}

export const ImportSuppressionsResult = unionOf('ImportSuppressionsResult', ListImportModel, ListImportAlreadyRunning);

@ObjectType('ContactList', { description: 'A copy of a list kept by others, which every contact is checked against.' })
export class ContactListModel {
  @Field(() => ID, { description: 'Identifier, that of its import.' })
  readonly id!: string;

  @Field(() => ListKindEnum, { description: 'Which list.' })
  readonly kind!: CopiedKind;

  @Field(() => String, { description: 'State or country whose list it is.' })
  readonly jurisdiction!: string;

  @Field(() => [String], { nullable: true, description: 'Area codes it covers; null for all.' })
  readonly areaCodes!: readonly string[] | null;

  @Field(() => DateTimeScalar, { description: 'The moment it speaks for.' })
  readonly asOf!: Date;

  @Field(() => Int, { description: 'Whole days since then.' })
  readonly ageDays!: number;

  @Field(() => Boolean, {
    description: 'Whether it is older than the rules take a copy to be good for: import a newer one.',
  })
  readonly isStale!: boolean;

  @Field(() => Int, { description: 'Numbers it holds.' })
  readonly numbers!: number;

  @Field(() => DateTimeScalar, { description: 'When it was imported.' })
  readonly importedAt!: Date;

  @Field(() => ContactListStateEnum, { description: 'Whether it is asked.' })
  readonly state!: ContactListState;

  static of({ list, ageDays, isStale }: AgedList): ContactListModel {
    const { id, kind, jurisdiction, areaCodes, asOf, numbers, importedAt, state } = list;
    return Object.assign(new ContactListModel(), {
      id,
      kind,
      jurisdiction,
      areaCodes,
      asOf,
      ageDays,
      isStale,
      numbers,
      importedAt,
      state,
    } satisfies ContactListModel);
  }
}

@ObjectType({ description: 'A page of copies of lists.' })
export class ContactListConnection extends Connection(ContactListModel) {}
