import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { IsDate, IsInt, IsOptional, Max, Min } from 'class-validator';
import { IsId } from '../../../platform/graphql/is-id.decorator';
import { DateTimeScalar } from '../../../platform/graphql/scalars';

@InputType({ description: 'A simulation to be.' })
export class SimulateCampaignInput {
  @Field(() => ID, { description: 'The campaign, a draft or one that calls or is paused.' })
  @IsId()
  campaignId!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it begins; now when absent.' })
  @IsOptional()
  @IsDate()
  startsAt?: Date | null;

  @Field(() => Int, { nullable: true, description: 'What is left to chance follows from it; 1 when absent.' })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(2_147_483_647)
  seed?: number | null;

  @Field(() => Int, { nullable: true, description: 'Days after which it stops, 1 to 400; 60 when absent.' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(400)
  days?: number | null;
}
