"""Who issues documents together: the joint-issuance network of departments."""

from itertools import combinations
from typing import NamedTuple

import networkx as nx
import pandas as pd

from metrics.problems import MetricError


class JointIssuance(NamedTuple):
    """The network of a set of documents.

    `edges`: a < b, documents (issued by both), newman_weight. `measures`: one row per issuer, isolates kept.
    `summary`: the network as a whole.
    """

    edges: pd.DataFrame
    measures: pd.DataFrame
    summary: pd.Series


def joint_issuance(documents: pd.DataFrame) -> JointIssuance:
    """Measure which issuers sign documents together, and who connects whom.

    Formula: newman_weight(a, b) = sum over the documents of a and b of 1 / (issuers of the document - 1), so
    that one document gives each of its issuers a total of 1 however many signed.
    Parameters: `documents`, rows of document_id and issuer, any order; a repeated row counts once.
    Result: JointIssuance. edges: a, b, documents, newman_weight, sorted. measures, by issuer: documents,
    joint_documents, degree (partners), strength (sum of newman weights = joint documents), betweenness (share
    of shortest paths between others that pass through, in [0, 1]), clustering (share of its partners' pairs
    that are partners, in [0, 1]). summary: issuers, documents, joint_share (documents with two or more
    issuers / documents, in [0, 1]), density (pairs that are partners / pairs, in [0, 1]), components,
    largest_component (issuers in it); joint_share is NaN without documents, density NaN with fewer than two.
    Raises MetricError: a missing column, a row without document or issuer.
    Source: Newman 2001, doi:10.1103/PhysRevE.64.016132; measures by networkx.

    >>> rows = [("d1", "health"), ("d1", "police"), ("d2", "schools")]
    >>> network = joint_issuance(pd.DataFrame(rows, columns=["document_id", "issuer"]))
    >>> network.edges.values.tolist(), network.measures["degree"].to_dict()
    ([['health', 'police', 1, 1.0]], {'health': 1, 'police': 1, 'schools': 0})
    """
    for column in ("document_id", "issuer"):
        if column not in documents.columns:
            raise MetricError(f"documents has no column {column!r}")
        if documents[column].isna().any():
            row = int(documents[column].isna().to_numpy().argmax())
            raise MetricError(f"documents: {column} is missing in row {row}")
    signed = documents[["document_id", "issuer"]].drop_duplicates()
    issuers = sorted(signed["issuer"].unique())
    signatures = [sorted(group) for _, group in signed.groupby("document_id")["issuer"]]
    graph = nx.Graph()
    graph.add_nodes_from(issuers)
    for together in signatures:
        for a, b in combinations(together, 2):
            known = graph.get_edge_data(a, b, default={"documents": 0, "newman_weight": 0.0})
            graph.add_edge(
                a,
                b,
                documents=known["documents"] + 1,
                newman_weight=known["newman_weight"] + 1 / (len(together) - 1),
            )
    rows = [
        (*sorted((a, b)), data["documents"], data["newman_weight"]) for a, b, data in graph.edges(data=True)
    ]
    edges = pd.DataFrame(sorted(rows), columns=["a", "b", "documents", "newman_weight"])
    joint = [together for together in signatures if len(together) > 1]
    return JointIssuance(edges, _measures(graph, issuers, signatures), _summary(graph, signatures, joint))


def _measures(graph: nx.Graph, issuers: list[str], signatures: list[list[str]]) -> pd.DataFrame:
    columns = {
        "documents": {issuer: sum(issuer in group for group in signatures) for issuer in issuers},
        "joint_documents": {
            issuer: sum(issuer in group and len(group) > 1 for group in signatures) for issuer in issuers
        },
        "degree": dict(graph.degree()),
        "strength": {node: float(value) for node, value in graph.degree(weight="newman_weight")},
        "betweenness": nx.betweenness_centrality(graph),
        "clustering": {node: float(value) for node, value in nx.clustering(graph).items()},
    }
    return pd.DataFrame(columns, index=pd.Index(issuers, name="issuer"))


def _summary(graph: nx.Graph, signatures: list[list[str]], joint: list[list[str]]) -> pd.Series:
    components = [len(component) for component in nx.connected_components(graph)]
    return pd.Series(
        {
            "issuers": float(len(graph)),
            "documents": float(len(signatures)),
            "joint_share": len(joint) / len(signatures) if signatures else float("nan"),
            "density": float(nx.density(graph)) if len(graph) > 1 else float("nan"),
            "components": float(len(components)),
            "largest_component": float(max(components, default=0)),
        }
    )
