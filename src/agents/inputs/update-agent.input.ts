import { Field, ID, InputType, PartialType } from '@nestjs/graphql';
import { IsUUID } from 'class-validator';
import { CreateAgentInput } from './create-agent.input';

@InputType({
  description:
    'Changes to an agent; absent fields stay. Another voice, language, greeting or prompt makes a new version.',
})
export class UpdateAgentInput extends PartialType(CreateAgentInput) {
  @Field(() => ID, { description: 'The agent.' })
  @IsUUID(undefined, { message: 'must be the id of an agent' })
  id!: string;
}
