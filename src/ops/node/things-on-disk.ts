import type { Cri } from '../../cri/api.ts';
import { type ContainerSize, containerSizes } from '../containers/sizes.ts';
import { type Surveyed, type SurveyNeeds, surveyContainers } from '../containers/survey.ts';
import type { ImageDetails } from '../images/config.ts';
import { countUsers } from '../images/spared.ts';
import { surveyImages } from '../images/survey.ts';

/** What images and containers take on disk. */
export interface ThingsOnDisk {
  images: readonly (ImageDetails & { users: number })[];
  containers: readonly (Surveyed & { size: ContainerSize })[];
}

const nothing: ContainerSize = { writable: 0n, image: 0n };

export async function thingsOnDisk(cri: Cri, needs: SurveyNeeds): Promise<ThingsOnDisk> {
  const all = { state: undefined, needs, choose: <T>(some: T): T => some, limit: Number.POSITIVE_INFINITY };
  const [images, users, containers] = await Promise.all([
    surveyImages(cri.images),
    countUsers(cri.runtime),
    surveyContainers(cri, all),
  ]);
  const sizes = await containerSizes(
    cri,
    containers.map(({ container }) => container),
  );
  return {
    images: images.map((one) => ({ ...one, users: users(one.image) })),
    containers: containers.map((one) => ({ ...one, size: sizes.get(one.container.id) ?? nothing })),
  };
}
