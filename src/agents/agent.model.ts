import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { Connection } from '../platform/graphql/connection';
import { DateTimeScalar } from '../platform/graphql/scalars';
import type { Agent } from './agent.entity';

@ObjectType('Agent', { description: 'An AI persona that makes calls.' })
export class AgentModel {
  @Field(() => ID, { description: 'Its id.' })
  readonly id!: string;

  @Field(() => String, { description: 'What people call it.' })
  readonly name!: string;

  @Field(() => ID, { nullable: true, description: 'The project it speaks for.' })
  readonly projectId!: string | null;

  @Field(() => Int, { description: 'Counts the changes of voice, language, greeting and prompt, from 1.' })
  readonly version!: number;

  @Field(() => String, { description: 'The carrier it calls through.' })
  readonly provider!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Its id at the provider, where the provider has agents of its own.',
  })
  readonly providerAgentId!: string | null;

  @Field(() => String, { description: 'The carrier’s voice it speaks with.' })
  readonly voice!: string;

  @Field(() => String, { description: 'Language it begins in, a BCP 47 tag.' })
  readonly language!: string;

  @Field(() => String, { description: 'Its first words on a call.' })
  readonly greeting!: string;

  @Field(() => String, { description: 'How it should behave and what it knows.' })
  readonly prompt!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'Calls it may have at once, over all campaigns and calls by hand; null for no limit of its own.',
  })
  readonly maxConcurrentCalls!: number | null;

  @Field(() => Boolean, { description: 'Whether campaigns may call with it.' })
  readonly isActive!: boolean;

  @Field(() => DateTimeScalar, { description: 'When it was made.' })
  readonly createdAt!: Date;

  @Field(() => DateTimeScalar, { description: 'When it was last changed.' })
  readonly updatedAt!: Date;

  static of(agent: Agent): AgentModel {
    return Object.assign(new AgentModel(), {
      id: agent.id,
      name: agent.name,
      projectId: agent.projectId,
      version: agent.version,
      provider: agent.provider,
      providerAgentId: agent.providerAgentId,
      voice: agent.voice,
      language: agent.language,
      greeting: agent.greeting,
      prompt: agent.prompt,
      maxConcurrentCalls: agent.maxConcurrentCalls,
      isActive: agent.isActive,
      createdAt: agent.createdAt,
      updatedAt: agent.updatedAt,
    });
  }
}

@ObjectType({ description: 'A list of agents.' })
export class AgentConnection extends Connection(AgentModel) {}
