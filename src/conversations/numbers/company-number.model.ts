import { ArgsType, Field, ID, ObjectType, registerEnumType } from '@nestjs/graphql';
import { IsIn, IsOptional, IsString } from 'class-validator';
import { Connection } from '../../platform/graphql/connection';
import { IsId } from '../../platform/graphql/is-id.decorator';
import { PhoneNumberScalar } from '../../platform/graphql/scalars';
import { type CompanyNumber, NUMBER_CHANNELS, type NumberChannel } from './company-number.entity';

export const NumberChannelEnum = { SMS: 'SMS', WHATSAPP: 'WHATSAPP', VOICE: 'VOICE' } as const satisfies Record<
  NumberChannel,
  NumberChannel
>;

registerEnumType(NumberChannelEnum, {
  name: 'NumberChannel',
  description: 'What a number is used for.',
  valuesMap: {
    SMS: { description: 'Text messages.' },
    WHATSAPP: { description: 'WhatsApp messages.' },
    VOICE: { description: 'Calls people make to the company.' },
  },
});

@ObjectType('CompanyNumber', { description: 'A number that is one company’s alone on this channel.' })
export class CompanyNumberModel {
  @Field(() => ID, { description: 'Id of the entry.' })
  readonly id!: string;

  @Field(() => NumberChannelEnum, { description: 'What it is used for.' })
  readonly channel!: NumberChannel;

  @Field(() => PhoneNumberScalar, { description: 'The number.' })
  readonly phone!: string;

  @Field(() => ID, { nullable: true, description: 'The project of people who contact it first.' })
  readonly projectId!: string | null;

  @Field(() => Date, { description: 'Since when it is the company’s.' })
  readonly createdAt!: Date;

  static of({ id, channel, phone, projectId, createdAt }: CompanyNumber): CompanyNumberModel {
    return Object.assign(new CompanyNumberModel(), { id, channel, phone, projectId, createdAt });
  }
}

@ObjectType({ description: 'A page of numbers.' })
export class CompanyNumberConnection extends Connection(CompanyNumberModel) {}

@ArgsType()
export class AssignCompanyNumberArgs {
  @Field(() => ID, { description: 'The company.' })
  @IsId()
  tenantId!: string;

  @Field(() => NumberChannelEnum, { description: 'What it is used for.' })
  @IsIn(NUMBER_CHANNELS)
  channel!: NumberChannel;

  @Field(() => PhoneNumberScalar, { description: 'A number of the platform’s own accounts, E.164.' })
  @IsString()
  phone!: string;
}

@ArgsType()
export class SetCompanyNumberProjectArgs {
  @Field(() => ID, { description: 'The number’s entry.' })
  @IsId()
  id!: string;

  @Field(() => ID, { nullable: true, description: 'The project; none when absent.' })
  @IsOptional()
  @IsId()
  projectId?: string | null;
}
