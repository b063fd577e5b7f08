import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { IsInt, Max, Min } from 'class-validator';
import { IsId } from '../../platform/graphql/is-id.decorator';

@InputType({ description: 'How many of the new people an agent gets, beside the other agents.' })
export class AgentShareInput {
  @Field(() => ID, { description: 'The agent.' })
  @IsId()
  agentId!: string;

  @Field(() => Int, { description: 'Its weight, 1 to 100: beside one of 1 an agent of 3 gets three people of four.' })
  @IsInt()
  @Min(1)
  @Max(100)
  share!: number;
}
