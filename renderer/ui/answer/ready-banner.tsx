// The large place before the first act: it names the expected scan.

import { Banner } from './banner.tsx';

type ReadyBannerProps = { readonly headline: string; readonly text: string };

export function ReadyBanner({ headline, text }: ReadyBannerProps) {
  return <Banner tone="calm" icon="item" verb="" headline={headline} detail={text} state="ready" />;
}
