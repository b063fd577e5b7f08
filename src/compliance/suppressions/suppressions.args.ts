import { ArgsType, Field, ID } from '@nestjs/graphql';
import { Transform, Type } from 'class-transformer';
import { IsString, Length, ValidateNested } from 'class-validator';
import { IsId } from '../../platform/graphql/is-id.decorator';
import { PhoneNumberScalar } from '../../platform/graphql/scalars';
import { ConsentInput } from '../consents/consent-input';

const trimmed = ({ value }: { value: unknown }): unknown => (typeof value === 'string' ? value.trim() : value);

@ArgsType()
export class AddSuppressionArgs {
  @Field(() => PhoneNumberScalar, { description: 'The number to leave alone from now on.' })
  @IsString()
  phone!: string;

  @Field(() => String, { description: 'Why, for whoever reads the list later; 1 to 500 characters.' })
  @Transform(trimmed)
  @Length(1, 500)
  reason!: string;
}

@ArgsType()
export class RemoveSuppressionArgs {
  @Field(() => ID, { description: 'Id of the entry.' })
  @IsId()
  id!: string;

  @Field(() => ConsentInput, {
    description: 'What the person agreed to after having opted out: PEWC with every part of it, and its moment.',
  })
  @ValidateNested()
  @Type(() => ConsentInput)
  optIn!: ConsentInput;

  @Field(() => String, { description: 'Why, for whoever reads the list later; 1 to 500 characters.' })
  @Transform(trimmed)
  @Length(1, 500)
  reason!: string;
}
