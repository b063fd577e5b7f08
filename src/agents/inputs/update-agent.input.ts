import { Field, ID, InputType, PartialType } from '@nestjs/graphql';
import { IsId } from '../../platform/graphql/is-id.decorator';
import { CreateAgentInput } from './create-agent.input';

@InputType({
  description:
    'Changes to an agent; absent fields stay. Another voice, language, greeting or prompt makes a new version.',
})
export class UpdateAgentInput extends PartialType(CreateAgentInput) {
  @Field(() => ID, { description: 'The agent.' })
  @IsId()
  id!: string;
}
