import { ArgsType, Field } from '@nestjs/graphql';
import { ArrayMaxSize, IsArray, IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { PageArgs } from '../../platform/graphql/connection';
import { DateTimeScalar } from '../../platform/graphql/scalars';
import { type UploadedFile, UploadScalar } from '../../platform/graphql/upload';
import type { ContactListState } from './contact-list.entity';
import type { ListKind } from './list-kind';
import { ContactListStateEnum, ListKindEnum } from './lists.model';

@ArgsType()
export class ImportSuppressionsArgs {
  @Field(() => UploadScalar, { nullable: true, description: 'CSV file of a multipart request; at most 2 GB.' })
  readonly file?: Promise<UploadedFile> | null;

  @Field(() => String, {
    nullable: true,
    description: 'CSV as text, in place of a file; limited by the size of a request.',
  })
  readonly text?: string | null;

  @Field(() => ListKindEnum, { description: 'What the file says about its numbers.' })
  @IsIn(Object.values(ListKindEnum))
  readonly kind!: ListKind;

  @Field(() => String, {
    nullable: true,
    description:
      'State or country whose list it is, for example US, US-FL or GB; not for INTERNAL and REASSIGNED_NUMBERS.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(10)
  readonly jurisdiction?: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description:
      'The moment the file speaks for, by which its age is judged; now when left out for INTERNAL, else needed.',
  })
  @IsOptional()
  readonly asOf?: Date | null;

  @Field(() => [String], {
    nullable: true,
    description: 'North American area codes the file covers; all when left out.',
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(1_000)
  @IsString({ each: true })
  readonly areaCodes?: string[] | null;
}

@ArgsType()
export class ContactListsArgs extends PageArgs {
  @Field(() => ContactListStateEnum, { defaultValue: 'CURRENT', description: 'Copies of which state.' })
  @IsIn(Object.values(ContactListStateEnum))
  readonly state!: ContactListState;
}
