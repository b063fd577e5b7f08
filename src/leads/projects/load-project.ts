import { loaderFor } from '../../platform/graphql/loaders';
import { ProjectModel } from './project.model';
import type { ProjectsService } from './projects.service';

/** A project through the loader of one GraphQL operation: one statement for all that a page asks for. */
export async function loadProject(
  context: object,
  projects: ProjectsService,
  projectId: string | null,
): Promise<ProjectModel | null> {
  if (projectId === null) return null;
  const loader = loaderFor<string, ProjectModel>(context, 'projects', async (ids) => {
    const found = await projects.getMany(ids);
    return new Map([...found].map(([id, project]) => [id, ProjectModel.of(project)]));
  });
  return loader.load(projectId);
}
