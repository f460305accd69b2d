select
    o_year,
    cast(sum(case when supp_nation = ? then volume else 0 end) as double precision) / sum(volume) as mkt_share
from (
    select
        extract(year from o_orderdate) as o_year,
        l_extendedprice * (1 - l_discount) as volume,
        n2.n_name as supp_nation
    from part, supplier, lineitem, orders, customer, nation n1, nation n2, region
    where p_partkey = l_partkey
        and s_suppkey = l_suppkey
        and l_orderkey = o_orderkey
        and o_custkey = c_custkey
        and c_nationkey = n1.n_nationkey
        and n1.n_regionkey = r_regionkey
        and r_name = ?
        and s_nationkey = n2.n_nationkey
        and o_orderdate between ? and ?
        and p_type = ?
) as all_nations
group by o_year
order by o_year
