import { UuidPipe } from '../platform/graphql/uuid.pipe';
import { Args, Context, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Allow } from '../platform/access/allow.decorator';
import type { Page } from '../platform/graphql/page';
import { loadProject } from '../leads/projects/load-project';
import { ProjectModel } from '../leads/projects/project.model';
import { ProjectsService } from '../leads/projects/projects.service';
import { CampaignConnection, CampaignModel, EnrolmentReportModel } from './campaign.model';
import { CampaignMoveResult, moveResultOf } from './campaign.results';
import { CampaignsService } from './campaigns.service';
import { EnrolmentsService } from './enrolments.service';
import { CampaignsArgs, CreateCampaignInput, LeadSelectionInput, UpdateCampaignInput } from './inputs/campaign.inputs';
import { selectionOf } from './inputs/lead-selection';

const CAMPAIGN_ID = { type: () => ID, description: 'The campaign.' };

@Resolver(() => CampaignModel)
export class CampaignsResolver {
  constructor(
    private readonly campaignsService: CampaignsService,
    private readonly enrolments: EnrolmentsService,
    private readonly projects: ProjectsService,
  ) {}

  @Allow('VIEWER', 'campaigns:read')
  @Query(() => CampaignModel, { description: 'One campaign.' })
  async campaign(@Args('id', CAMPAIGN_ID, UuidPipe) id: string): Promise<CampaignModel> {
    return CampaignModel.of(await this.campaignsService.get(id));
  }

  @Allow('VIEWER', 'campaigns:read')
  @Query(() => CampaignConnection, { description: 'Campaigns, newest first.' })
  async campaigns(@Args() { filter, ...page }: CampaignsArgs): Promise<Page<CampaignModel>> {
    return (await this.campaignsService.list(filter ?? {}, page)).map((campaign) => CampaignModel.of(campaign));
  }

  @Allow('OPERATOR', 'campaigns:write')
  @Mutation(() => CampaignModel, { description: 'Makes a campaign, as a draft.' })
  async createCampaign(
    @Args('input', { description: 'The campaign.' }) input: CreateCampaignInput,
  ): Promise<CampaignModel> {
    return CampaignModel.of(await this.campaignsService.create(input));
  }

  @Allow('OPERATOR', 'campaigns:write')
  @Mutation(() => CampaignModel, {
    description: 'Changes a campaign that is not over; its project only while it is a draft.',
  })
  async updateCampaign(
    @Args('input', { description: 'The changes.' }) { id, ...changes }: UpdateCampaignInput,
  ): Promise<CampaignModel> {
    return CampaignModel.of(await this.campaignsService.change(id, changes));
  }

  @Allow('ADMIN', 'campaigns:write')
  @Mutation(() => CampaignModel, { description: 'Deletes a campaign that never started or is over; its calls stay.' })
  async deleteCampaign(@Args('id', CAMPAIGN_ID, UuidPipe) id: string): Promise<CampaignModel> {
    return CampaignModel.of(await this.campaignsService.remove(id));
  }

  @Allow('OPERATOR', 'campaigns:write')
  @Mutation(() => CampaignMoveResult, { description: 'Starts calling the leads of a draft.' })
  startCampaign(@Args('id', CAMPAIGN_ID, UuidPipe) id: string): Promise<CampaignMoveResult> {
    return moveResultOf(this.campaignsService.start(id));
  }

  @Allow('OPERATOR', 'campaigns:write')
  @Mutation(() => CampaignMoveResult, {
    description: 'Places no more calls, claimed ones included, until resumed; conversations under way go on.',
  })
  pauseCampaign(@Args('id', CAMPAIGN_ID, UuidPipe) id: string): Promise<CampaignMoveResult> {
    return moveResultOf(this.campaignsService.pause(id));
  }

  @Allow('OPERATOR', 'campaigns:write')
  @Mutation(() => CampaignMoveResult, { description: 'Goes on after a pause.' })
  resumeCampaign(@Args('id', CAMPAIGN_ID, UuidPipe) id: string): Promise<CampaignMoveResult> {
    return moveResultOf(this.campaignsService.resume(id));
  }

  @Allow('OPERATOR', 'campaigns:write')
  @Mutation(() => CampaignMoveResult, {
    description:
      'Ends a campaign for good; ringing phones stop, conversations under way go on. Automatic calls of a project stay off until their stopped campaign is deleted.',
  })
  stopCampaign(@Args('id', CAMPAIGN_ID, UuidPipe) id: string): Promise<CampaignMoveResult> {
    return moveResultOf(this.campaignsService.stop(id));
  }

  @Allow('OPERATOR', 'campaigns:write')
  @Mutation(() => EnrolmentReportModel, { description: 'Enrols leads, each once however often this is asked.' })
  async addLeadsToCampaign(
    @Args('campaignId', CAMPAIGN_ID, UuidPipe) campaignId: string,
    @Args('selection', { description: 'Which leads.' }) selection: LeadSelectionInput,
  ): Promise<EnrolmentReportModel> {
    return this.enrolments.add(campaignId, selectionOf(selection));
  }

  @ResolveField(() => ProjectModel, { nullable: true, description: 'The project it sells.' })
  project(@Parent() { projectId }: CampaignModel, @Context() context: object): Promise<ProjectModel | null> {
    return loadProject(context, this.projects, projectId);
  }
}
