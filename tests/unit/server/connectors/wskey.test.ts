// The signature of OCLC's web service keys, against those that OCLC published with its own libraries.

import { signedByWskey } from '../../../../server/connectors/ncip/wskey.ts';

const at = 1_386_264_196_000;

test.each([
  [
    'https://worldcat.org/circ/availability/sru/service?x-registryId=91475&query=no:+ocm42692282',
    'iuWyElIi0pvb2ahNyzDK1kRj+qE0Wr4eCRwPrLhwXcI=',
  ],
  [
    'https://worldcat.org/bib/data/823520553?classificationScheme=LibraryOfCongress&holdingLibraryCode=MAIN&principalID=201571dd-b197-42e1-bd36-9fea404a864d&principalIDNS=urn:oclc:wms:da',
    '/6o6Of9SZDPPQG7gIi6Qpbf4xqvQQ7lHK06EMiAZ6o0=',
  ],
  ['https://128807.share.worldcat.org/ncip/circ-patron', 'zzKvqg051OgLuTcE8HqPUjF1TaHyBk+iUnfBr9xMngY='],
  [
    'https://beta.worldcat.org/discovery/bib/search?q=wittgenstein+reader&facets=author%3A10&facets=inLanguage%3A10',
    'VoG1j6XSPPbwUbUiFY8eCx2/7JyqGWGTtZDwA+y7A4w=',
  ],
])('of %s', (url, signature) => {
  const header = signedByWskey({ key: 'api-key', secret: 'api-key-secret', method: 'GET', url, at, nonce: 'as7shfn3' });
  expect(header).toBe(
    `http://www.worldcat.org/wskey/v2/hmac/v1 clientId="api-key", timestamp="1386264196", nonce="as7shfn3", signature="${signature}"`,
  );
});
