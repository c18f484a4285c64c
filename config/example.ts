/** Where the example application is served, below the domain of the cluster; `workloads/shop.ts` is the application. */
export const exampleSubdomain = 'shop';
