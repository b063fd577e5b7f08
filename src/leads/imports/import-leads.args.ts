import { ArgsType, Field, ID } from '@nestjs/graphql';
import { IsOptional } from 'class-validator';
import { IsId } from '../../platform/graphql/is-id.decorator';
import { type UploadedFile, UploadScalar } from '../../platform/graphql/upload';

@ArgsType()
export class ImportLeadsArgs {
  @Field(() => UploadScalar, { nullable: true, description: 'CSV file of a multipart request; at most 2 GB.' })
  readonly file?: Promise<UploadedFile> | null;

  @Field(() => String, {
    nullable: true,
    description: 'CSV as text, in place of a file; limited by the size of a request.',
  })
  readonly text?: string | null;

  @Field(() => String, { nullable: true, description: 'Name to remember the file by, when it has none of its own.' })
  readonly fileName?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Project of the leads; when left out, a column with form names decides.',
  })
  @IsOptional()
  @IsId()
  readonly projectId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Country of phones without one: code or English name; the tenant’s own when left out.',
  })
  readonly defaultCountry?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'A UUID of your choosing for the import, to watch it from its beginning.',
  })
  @IsOptional()
  @IsId()
  readonly importId?: string | null;
}
