import { ArgsType, Field, ID, InputType, Int } from '@nestjs/graphql';
import { ArrayNotEmpty, ArrayUnique, IsDate, IsIn, IsInt, IsOptional, Length, Max, Min } from 'class-validator';
import { type Scope, SCOPES } from '../../platform/access/scope';
import { IsId } from '../../platform/graphql/is-id.decorator';

/** How long a rotated key goes on working unless told otherwise, and at most. */
export const GRACE_HOURS = { usual: 24, most: 7 * 24 } as const;

@InputType({ description: 'A key for a machine.' })
export class CreateApiKeyInput {
  @Field(() => String, { description: 'What the key is for.' })
  @Length(1, 100)
  name!: string;

  @Field(() => [String], { description: `What the key may do: ${SCOPES.join(', ')}.` })
  @ArrayNotEmpty()
  @ArrayUnique()
  @IsIn(SCOPES, { each: true, message: `must be among ${SCOPES.join(', ')}` })
  scopes!: Scope[];

  @Field(() => Date, { nullable: true, description: 'When the key stops working; never when absent.' })
  @IsOptional()
  @IsDate()
  expiresAt?: Date | null;
}

@ArgsType()
export class ApiKeyArgs {
  @Field(() => ID, { description: 'Id of the key.' })
  @IsId()
  id!: string;
}

@ArgsType()
export class RotateApiKeyArgs extends ApiKeyArgs {
  @Field(() => Int, {
    defaultValue: GRACE_HOURS.usual,
    description: `Hours the old key goes on working, 0 to ${GRACE_HOURS.most}.`,
  })
  @IsInt()
  @Min(0)
  @Max(GRACE_HOURS.most)
  graceHours!: number;
}
