"""Calls a running API through the generated client, and prints what it answered."""
import json
import os

from capaian import AuthenticatedClient, Client
from capaian.api.figures import get_figures
from capaian.api.members import get_members, post_members, post_members_searches
from capaian.api.programme import get_programme
from capaian.models import FullPerson, Gender, MemberSearchType1, NewMember

NIK = "3171015503900222"
address = os.environ["API"]
client = AuthenticatedClient(base_url=address, token=os.environ["TOKEN"])

unknown = get_programme.sync(client=Client(base_url=address))


def new_member(nik):
    person = FullPerson(name="Sri Wahyuni", nik=nik)
    return NewMember(
        person=person, gender=Gender.FEMALE, category="pemula", area="31.71.01.1001", agency="PPKUKM"
    )


registered = post_members.sync(client=client, idempotency_key="python-client-1", body=new_member(NIK))
found = post_members_searches.sync(client=client, body=MemberSearchType1(nik=NIK))

listed, more = [], {}
while True:
    page = get_members.sync(client=client, area="31.71", attained="P1", limit=1, **more)
    listed += [member.id for member in page.items]
    if not page.next_:
        break
    more = {"cursor": page.next_}

refused = post_members.sync_detailed(client=client, idempotency_key="python-client-2", body=new_member("123"))
assert refused.status_code == 422
problem = refused.parsed.problems[0]

print(
    json.dumps(
        {
            "withoutToken": unknown.status,
            "registered": registered.member_id,
            "found": found.items[0].id,
            "listed": listed,
            "refused": [problem.code, problem.path, problem.message.id],
            "registrants": get_figures.sync(client=client, area="31.71").stages[0].cumulative,
        }
    )
)
